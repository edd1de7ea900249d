/** What its owners do to a repository, an organisation or the App, mostly on pages without an API. */

import type { EmbeddedGitHub } from './api.js';
import { announce, memberOf, organisationAccount } from './deliveries/announce.js';
import { type AppAccount, renameApp } from './repairs/app-account.js';
import { deleteIssue, transferIssue } from './repairs/gone-issues.js';
import { setSuspended, wholeInstallation } from './repairs/installations.js';
import { changeRepository, deleteRepository, noteNew } from './repairs/repositories.js';
import { inTurn, type Seeding } from './seeds/seeding.js';
import { named } from './server/addressing.js';
import { type Answer, bodyOf } from './server/answer.js';
import type { Context } from './server/context.js';
import { askAsAdmin } from './server/forward.js';
import { renameAccount, shownLogin, storedLogin } from './state/accounts.js';
import { installationId } from './state/directory.js';
import { addEvent, type Deed } from './state/history.js';
import { storedNumber } from './state/numbering.js';

export type Acts = Pick<
  EmbeddedGitHub,
  | 'renameRepository'
  | 'transferRepository'
  | 'createRepository'
  | 'deleteRepository'
  | 'archive'
  | 'unarchive'
  | 'setPrivate'
  | 'renameOwner'
  | 'suspend'
  | 'unsuspend'
  | 'renameApp'
  | 'lockIssue'
  | 'unlockIssue'
  | 'deleteIssue'
  | 'transferIssue'
  | 'connect'
  | 'disconnect'
>;

export function actsOn(context: Context, seeding: Seeding, app: AppAccount): Acts {
  const { credentials } = context;
  const { accounts } = credentials.directory;
  const change = async (repository: string, method: string, beneath: string, body: object) => {
    const record = named(context, repository);
    const path = `/repos/${record.name}${beneath}`;
    const ask = () => askAsAdmin(context, method, path, body);
    must(await changeRepository(context, record, ask));
  };
  const suspended = (organisation: string, is: boolean) =>
    setSuspended(context, installationId(credentials.directory, 1, organisation), is);
  const lock = async (method: string, repository: string, number: number) => {
    const { name, issues, locked, history } = named(context, repository);
    const stored = storedNumber(issues, number) ?? 0;
    if (method === 'PUT') locked.set(stored, null);
    must(await askAsAdmin(context, method, `/repos/${name}/issues/${stored}/lock`, {}));
    if (method === 'DELETE') locked.delete(stored);
    const known = history.get(stored);
    const event = method === 'PUT' ? 'locked' : 'unlocked';
    if (known) addEvent(context.records, known, byMember(name), { event });
  };
  const byMember = (name: string): Deed => ({
    by: memberOf(context, name.split('/')[0] ?? ''),
    at: new Date().toISOString(),
  });
  const connection = (event: string) => (repository: string, issue: number, pull: number) => {
    const { name, issues, history } = named(context, repository);
    for (const number of [issue, pull]) {
      const known = history.get(storedNumber(issues, number) ?? 0);
      if (!known) throw new Error(`there is no ${repository}#${number}`);
      addEvent(context.records, known, byMember(name), { event });
    }
  };
  return {
    connect: connection('connected'),
    disconnect: connection('disconnected'),
    renameRepository: (repository, name) => change(repository, 'PATCH', '', { name }),
    transferRepository: (repository, organisation) =>
      change(repository, 'POST', '/transfer', { new_owner: storedLogin(accounts, organisation) }),
    archive: (repository) => change(repository, 'PATCH', '', { archived: true }),
    unarchive: (repository) => change(repository, 'PATCH', '', { archived: false }),
    setPrivate: (repository, is) => change(repository, 'PATCH', '', { private: is }),
    async createRepository(organisation, name) {
      const owner = storedLogin(accounts, organisation);
      const answer = await askAsAdmin(context, 'POST', `/orgs/${owner}/repos`, { name });
      const created = bodyOf(must(answer));
      await noteNew(context, owner, created);
      await announce(context, owner, 'installation_repositories', {
        ...{ action: 'added', repository_selection: 'all', requester: null },
        ...{ repositories_added: [briefly(created)], repositories_removed: [] },
        installation: await wholeInstallation(context, owner),
      });
    },
    async deleteRepository(repository) {
      const record = named(context, repository);
      const ask = () => askAsAdmin(context, 'DELETE', `/repos/${record.name}`, {});
      must(await deleteRepository(context, record, ask));
    },
    async renameOwner(organisation, login) {
      const owner = storedLogin(accounts, organisation);
      const from = shownLogin(accounts, owner);
      renameAccount(accounts, owner, login);
      const account = await organisationAccount(context, owner);
      const changes = { login: { from } };
      const told = { action: 'renamed', account, changes, target_type: 'Organization' };
      await announce(context, owner, 'installation_target', told);
    },
    suspend: (organisation) => suspended(organisation, true),
    unsuspend: (organisation) => suspended(organisation, false),
    renameApp: (slug, options = {}) => renameApp(context, app, slug, options),
    lockIssue: (repository, number) => lock('PUT', repository, number),
    unlockIssue: (repository, number) => lock('DELETE', repository, number),
    deleteIssue: (repository, number) =>
      inTurn(seeding, () => deleteIssue(context, named(context, repository), number)),
    transferIssue: (repository, number, to) =>
      inTurn(seeding, () =>
        transferIssue(context, seeding, named(context, repository), number, named(context, to)),
      ),
  };
}

/** As an installation's deliveries name a repository. */
function briefly({ id, node_id, name, full_name, private: isPrivate }: Record<string, unknown>) {
  return { id, node_id, name, full_name, private: isPrivate };
}

function must(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.body}`);
  return answer;
}
