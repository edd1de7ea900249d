/** A claim as most bots on Probot make it: assign, answer and a plan, behind its own throttling. */
import { Probot, Server } from 'probot';

const { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET, GITHUB_API_URL, PORT } = process.env;
const server = new Server({
  port: Number(PORT),
  host: '127.0.0.1',
  Probot: Probot.defaults({
    ...{ appId: APP_ID, privateKey: PRIVATE_KEY, secret: WEBHOOK_SECRET, baseUrl: GITHUB_API_URL },
    logLevel: 'warn',
  }),
});
await server.load((app) => {
  app.on('issue_comment.created', async (context) => {
    const { comment, sender } = context.payload;
    if (sender.type === 'Bot' || !comment.body.startsWith('/claim')) return;
    const { issues } = context.octokit.rest;
    await issues.addAssignees(context.issue({ assignees: [sender.login] }));
    await issues.createComment(
      context.issue({ body: `<!-- newbie-tasks:answer ${comment.id} -->` }),
    );
  });
});
await server.start();
