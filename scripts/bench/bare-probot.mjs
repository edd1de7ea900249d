/** What everything is compared with: Probot's own server with an empty handler. */
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
  app.onAny(() => {});
});
await server.start();
