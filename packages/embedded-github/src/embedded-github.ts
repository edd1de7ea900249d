import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Octokit } from '@octokit/rest';
import { actsOn } from './acts.js';
import type { EmbeddedGitHub, EmbeddedGitHubOptions } from './api.js';
import { passOnShown } from './deliveries/announce.js';
import { asDelivered } from './deliveries/as-delivered.js';
import { completeDelivery, openCompletion } from './deliveries/complete.js';
import * as hooks from './deliveries/deliveries.js';
import { UNWATCHED } from './deliveries/deliveries.js';
import { type AvatarFaults, avatarAnswer } from './pages/avatars.js';
import { threadPage } from './pages/thread.js';
import { allRepairs } from './repairs/all.js';
import type { AppAccount } from './repairs/app-account.js';
import { openManifests, registrationAnswer } from './repairs/manifests.js';
import { seedFile } from './seeds/file.js';
import { seedPull } from './seeds/pull.js';
import { seedRelease } from './seeds/release.js';
import * as seeds from './seeds/seeding.js';
import { type Answer, jsonOf } from './server/answer.js';
import type { Context } from './server/context.js';
import { startEmulator } from './server/emulator.js';
import { listen, type ReadRequest } from './server/listen.js';
import { answerRequest, type ReverseProxy } from './server/proxy.js';
import { openLog } from './server/request-log.js';
import { shownLogin } from './state/accounts.js';
import { expireTokens, makeBotsKnown, openCredentials, tokenOf } from './state/credentials.js';
import { ADMIN_LOGIN, emulatorSeed, gatherDirectory, installationId } from './state/directory.js';
import { subjectKey } from './state/discussion.js';
import { openRecords, repositoryRecord } from './state/records.js';

export type * from './api.js';

const PERMISSIONS = { issues: 'write', pull_requests: 'read', contents: 'read', metadata: 'read' };
const EVENTS = ['issues', 'issue_comment', 'label', 'push', 'repository', 'pull_request'];

/** How long the emulator takes to tell of what it did, in milliseconds. */
const ON_ITS_WAY_MS = 60;

/** How often it is asked whether anything is under way, in milliseconds. */
const STEP_MS = 10;

/** An expected refusal is the caller's to print. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** A GitHub on a port of this machine: `emulate` behind a proxy that repairs it. */
export async function startEmbeddedGitHub(options: EmbeddedGitHubOptions): Promise<EmbeddedGitHub> {
  const { bots = [], slug = 'my-app', reactions = true, permissions = PERMISSIONS } = options;
  const { events = EVENTS, unsearchable = [] } = options;
  const app: AppAccount = { slug, former: null, isPublic: options.public ?? true };
  const directory = gatherDirectory({ ...options, bots, slug });
  const credentials = openCredentials(directory);
  const seeding = seeds.openSeeding();
  const log = openLog();
  const webhookSecret = randomBytes(16).toString('hex');
  const deliveries = hooks.openDeliveries(webhookSecret, options.watch);
  const hookPath = `/_deliveries/${randomBytes(8).toString('hex')}`;

  let proxy: ReverseProxy | null = null;
  let underWay = 0;
  let answered = 0;
  const { server, url } = await listen(async (request, address) => {
    underWay += 1;
    try {
      return proxy && (await answerRequest(proxy, request, address));
    } finally {
      underWay -= 1;
      answered += 1;
    }
  });
  const emulator = await startEmulator(
    url,
    emulatorSeed(
      directory,
      Object.fromEntries(
        [...directory.people, ADMIN_LOGIN].map((login) => [login, tokenOf(credentials, login)]),
      ),
      {
        privateKey: credentials.privateKey,
        permissions,
        events,
        webhookUrl: url + hookPath,
        webhookSecret,
      },
    ),
  ).catch((error) => {
    server.close();
    throw error;
  });
  const context: Context = {
    emulator,
    credentials,
    permissions,
    records: openRecords(url, directory),
    events,
    deliveries,
    silent: seeding.silent,
    edits: new Map(),
  };
  const avatarFaults: AvatarFaults = new Map();
  const manifests = openManifests(url, { slug, webhookSecret });
  await makeBotsKnown(credentials, emulator);
  const completion = await openCompletion(context);
  deliveries.complete = (event, payload) => completeDelivery(completion, event, payload);

  const receive = async (request: ReadRequest): Promise<Answer> => {
    const event = request.headers['x-github-event'] ?? '';
    const payload = jsonOf(request);
    void seeding.queue.then(async () => {
      const about = seeds.deliverySubject(event, payload);
      const isSilent = seeding.silent.delete(about);
      // Of repositories it only knows that something about them is another: see repositories.ts.
      if (isSilent || event === 'repository') return;
      deliveries.underWay += 1;
      passOnShown(context, event, await asDelivered(context, event, about, payload));
      deliveries.underWay -= 1;
    });
    return { status: 202, headers: {}, body: Buffer.alloc(0) };
  };
  const running: ReverseProxy = {
    context,
    completion,
    log,
    faults: [],
    watch: options.watch ?? UNWATCHED,
    beforeAnswer: null,
    seeded: () => seeding.queue,
    repairs: allRepairs({ reactions, app, deliveries, manifests, unsearchable }),
    aside: async (path, request) => {
      if (path === hookPath) return receive(request);
      const registered = registrationAnswer(manifests, deliveries, path, request);
      if (registered !== null) return registered;
      if (request.method !== 'GET') return null;
      return avatarAnswer(context, avatarFaults, path) ?? threadPage(context, path);
    },
  };
  proxy = running;

  const embedded: EmbeddedGitHub = {
    url,
    appId: 1,
    privateKey: credentials.privateKey,
    webhookSecret,
    get botLogin() {
      return `${app.slug}[bot]`;
    },
    installationOf: (organisation) => installationId(directory, 1, organisation),
    as: (login) => new Octokit({ auth: tokenOf(credentials, login), baseUrl: url, log: SILENT }),
    async seedIssue(seed) {
      const number = await seeds.inTurn(seeding, () => seeds.seedIssue(context, seeding, seed));
      return { number, url: `${url}/${seed.repository}/issues/${number}` };
    },
    async seedComment(seed) {
      const id = await seeds.inTurn(seeding, () => seeds.seedComment(context, seeding, seed));
      return { id, url: `${url}/${seed.repository}/issues/${seed.number}#issuecomment-${id}` };
    },
    async seedPull(seed) {
      const number = await seeds.inTurn(seeding, () => seedPull(context, seeding, seed));
      return { number, url: `${url}/${seed.repository}/pull/${number}` };
    },
    seedRelease: (seed) => seeds.inTurn(seeding, () => seedRelease(context, seeding, seed)),
    seedFile: (seed) => seeds.inTurn(seeding, () => seedFile(context, seeding, seed)),
    reactionsOn(repository, commentId) {
      const { name } = repositoryRecord(context.records, repository);
      const given =
        context.records.reactions.given.get(subjectKey(name, 'comment', commentId)) ?? [];
      const loginOf = (login: string) => shownLogin(directory.accounts, login);
      return given.map(({ content, login }) => ({ content, login: loginOf(login) }));
    },
    ...actsOn(context, seeding, app),
    deliverTo(target) {
      deliveries.target = target;
    },
    deliveries: deliveries.recorded,
    get onDelivery() {
      return deliveries.onDelivery;
    },
    set onDelivery(decide) {
      deliveries.onDelivery = decide;
    },
    deliver: (event, payload, how) => hooks.deliver(deliveries, event, payload, how),
    redeliver: (delivery) => hooks.redeliver(deliveries, delivery),
    requests: log,
    faults: running.faults,
    avatarFaults,
    manifests: manifests.registered,
    get beforeAnswer() {
      return running.beforeAnswer;
    },
    set beforeAnswer(hook) {
      running.beforeAnswer = hook;
    },
    expireTokens: (organisation) => expireTokens(credentials, organisation),
    listener: null,
    async quiet(milliseconds = 200) {
      // Whoever says when they are idle need not be waited for, but what is on its way to them.
      const patience =
        embedded.listener === null ? milliseconds : Math.min(milliseconds, ON_ITS_WAY_MS);
      // In steps: a moment in which this process itself is held up is no rest.
      for (let rest = patience; rest > 0; ) {
        const before = answered;
        await pause(STEP_MS);
        rest -= STEP_MS;
        if (rest <= 0) await embedded.listener?.idle();
        if (answered !== before || underWay > 0 || deliveries.underWay > 0) rest = patience;
      }
    },
    async close() {
      deliveries.closing.abort();
      await emulator.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
  return embedded;
}
