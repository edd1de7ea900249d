/** The bot of the README: it thanks for every issue, and asks blindly again when that fails. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';

/** @param {import('@newbie-tasks/embedded-github').EmbeddedGitHub} github */
export async function startBot(github) {
  const { appId, privateKey, url: baseUrl } = github;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const digest = createHmac('sha256', github.webhookSecret).update(body).digest('hex');
    if (request.headers['x-hub-signature-256'] !== `sha256=${digest}`) {
      response.writeHead(401).end();
      return;
    }
    const { action, issue, repository, installation } = JSON.parse(body.toString());
    if (request.headers['x-github-event'] === 'issues' && action === 'opened') {
      const auth = { appId, privateKey, installationId: installation.id };
      const octokit = new Octokit({ authStrategy: createAppAuth, auth, baseUrl, log: SILENT });
      await welcome(octokit, repository, issue);
    }
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

async function welcome(octokit, repository, issue) {
  const place = { owner: repository.owner.login, repo: repository.name };
  const thanks = { ...place, issue_number: issue.number, body: 'Thank you!' };
  await octokit.rest.issues.createComment(thanks).catch(() => {
    return octokit.rest.issues.createComment(thanks);
  });
  if (issue.title !== 'lables') return;
  const path = `/repos/${repository.full_name}/issues/${issue.number}/labels`;
  // A slip of the pen, which GitHub would not notice either.
  await octokit.request(`POST ${path}`, { lables: ['easy'] }).catch(() => null);
}
