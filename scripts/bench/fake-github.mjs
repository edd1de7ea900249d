/**
 * A GitHub that only answers listings, from memory and at once: what is measured is our program.
 * In a process of its own. Told by the environment: REPOSITORIES, TASKS (in each), HOSTILE_KB (every
 * thread holds so much that is hard to read).
 */
import { createServer } from 'node:http';

const REPOSITORIES = Number(process.env.REPOSITORIES ?? 1);
const TASKS = Number(process.env.TASKS ?? 1);
const HOSTILE_BYTES = Number(process.env.HOSTILE_KB ?? 0) * 1_024;
const OWNER = 'bench';
const LIST_NUMBER = 1_000_000;
const OLD = '2021-01-01T00:00:00Z';

const HOSTILE = ['>', '**a_', '[^a]', '\n', '`\n', '/claim\n', '- [ ] #1\n', '<!--'].map((part) =>
  part.repeat(Math.floor(HOSTILE_BYTES / part.length)),
);
const CONFIG = Buffer.from('language: en\n').toString('base64');
const LABELS = ['good first issue', 'easy', 'medium', 'hard'].map((name) => ({
  ...{ name, color: 'ededed', description: '' },
}));
const user = (login, id) => ({ login, id, type: 'User' });

const names = Array.from({ length: REPOSITORIES }, (_, at) => `r${at + 1}`);
const repository = (name) => ({
  ...{ id: 1, name, full_name: `${OWNER}/${name}`, owner: user(OWNER, 1), private: false },
  ...{ archived: false, has_issues: true, default_branch: 'main' },
});
const issue = (name, number) => ({
  url: `http://x/repos/bench/${name}/issues/${number}`,
  repository_url: `http://x/repos/bench/${name}`,
  ...{ id: number, number, title: `Task ${number} of many`, state: 'open', user: user('ann', 7) },
  body: number === LIST_NUMBER ? list() : 'What to do, in a few words.\n'.repeat(10),
  labels: number === LIST_NUMBER ? [] : [{ name: 'good first issue' }, { name: 'easy' }],
  ...{ assignees: [], created_at: OLD, updated_at: OLD, author_association: 'NONE', comments: 1 },
});
const list = () =>
  `## Easy\n${Array.from({ length: TASKS }, (_, at) => `- [ ] task ${at + 1} #${at + 1}`).join('\n')}`;

let requests = 0;
let writes = 0;
let last = Date.now();

function page(items, query) {
  const size = Number(query.get('per_page') ?? 30);
  const at = Number(query.get('page') ?? 1);
  return { items: items.slice((at - 1) * size, at * size), isMore: items.length > at * size, at };
}

function answer(method, path, query) {
  if (path === '/app')
    return { id: 1, slug: 'bench-app', name: 'bench', events: [], permissions: {} };
  if (path === '/app/installations') {
    return [{ id: 1, account: user(OWNER, 1), created_at: OLD, suspended_at: null }];
  }
  if (path === '/app/installations/1/access_tokens') {
    return { token: 'ghs_bench', expires_at: '2099-01-01T00:00:00Z', permissions: {} };
  }
  if (path === '/installation/repositories') {
    return { total_count: names.length, repositories: names.map(repository) };
  }
  const [, name, rest = ''] = /^\/repos\/bench\/([^/]+)(.*)$/.exec(path) ?? [];
  if (name === undefined) return null;
  if (rest === '') return repository(name);
  if (rest === '/installation') return { id: 1, account: user(OWNER, 1), created_at: OLD };
  if (
    rest === '/contents/.github%2Fnewbie-tasks.yml' ||
    rest === '/contents/.github/newbie-tasks.yml'
  ) {
    return { type: 'file', encoding: 'base64', content: CONFIG, sha: '1' };
  }
  if (rest === '/labels') return LABELS;
  if (rest === '/issues') {
    const isOpen = query.get('state') !== 'closed' && !query.has('since') && !query.has('creator');
    return isOpen ? Array.from({ length: TASKS }, (_, at) => issue(name, at + 1)) : [];
  }
  const number = Number(/^\/issues\/(\d+)/.exec(rest)?.[1] ?? 0);
  if (number > 0 && rest.endsWith('/comments')) {
    if (method === 'POST') return { id: 99, body: '', user: user('bench-app[bot]', 2) };
    if (HOSTILE_BYTES === 0) return [];
    const now = new Date().toISOString();
    const body = HOSTILE[number % HOSTILE.length];
    return [{ id: 5, user: user('mallory', 9), body, created_at: now, updated_at: now }];
  }
  if (number > 0 && rest === `/issues/${number}`) return issue(name, number);
  if (/^\/(?:issues|pulls|releases|commits)/.test(rest)) return [];
  return null;
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
  if (pathname === '/_figures') {
    response.end(JSON.stringify({ requests, writes, last }));
    return;
  }
  request.resume();
  request.on('end', () => {
    requests += 1;
    last = Date.now();
    if (request.method !== 'GET' && !pathname.includes('access_tokens')) writes += 1;
    const found = answer(request.method, pathname, searchParams);
    if (found === null) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"message":"Not Found"}');
      return;
    }
    const isListing = Array.isArray(found) || 'repositories' in found;
    const items = Array.isArray(found) ? found : found.repositories;
    const cut = isListing ? page(items, searchParams) : null;
    const headers = { 'content-type': 'application/json' };
    if (cut?.isMore) {
      searchParams.set('page', String(cut.at + 1));
      headers.link = `<http://${request.headers.host}${pathname}?${searchParams}>; rel="next"`;
    }
    const listing = Array.isArray(found) ? cut?.items : { ...found, repositories: cut?.items };
    response.writeHead(request.method === 'POST' ? 201 : 200, headers);
    response.end(JSON.stringify(cut === null ? found : listing));
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
