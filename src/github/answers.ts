/**
 * Which of GitHub's answers count. What GitHub did not say is unknown, never empty: an answer
 * decides something only if it has the shape of what was asked for. @octokit hands over a body
 * that was cut off as '', a proxy's page as text, and neither tells that anything went wrong.
 */
import { z } from 'zod';

/** GitHub's times have whole seconds, and an installation's may have an offset: one form for all. */
const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expected a time')
  .transform((text) => new Date(text).toISOString());

const account = z.looseObject({ id: z.number(), login: z.string().min(1) });
const labelName = z.union([z.string(), z.looseObject({ name: z.string() })]);

const issue = z.looseObject({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  labels: z.array(labelName),
  assignees: z.array(account).nullable(),
  user: account.nullable(),
  created_at: instant,
  updated_at: instant,
  closed_at: instant.nullish(),
  closed_by: account.nullish(),
  pull_request: z.looseObject({ merged_at: instant.nullish() }).optional(),
});

const comment = z.looseObject({
  id: z.number(),
  body: z.string().nullish(),
  user: account.nullable(),
  created_at: instant,
  updated_at: instant,
});

const label = z.looseObject({
  name: z.string(),
  color: z.string(),
  description: z.string().nullish(),
});

const event = z.looseObject({
  event: z.string(),
  created_at: instant,
  actor: account.nullish(),
  label: z.looseObject({ name: z.string().nullish() }).nullish(),
  issue: z.looseObject({ number: z.number() }).nullish(),
});

const pull = z.looseObject({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  user: account.nullable(),
  state: z.enum(['open', 'closed']),
  merged_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
});

const repository = z.looseObject({
  id: z.number(),
  name: z.string(),
  full_name: z.string().regex(/^[^/]+\/[^/]+$/),
  owner: z.looseObject({ login: z.string() }),
  // Whoever may see it decides what is printed: without it nothing is said.
  private: z.boolean(),
});

const installation = z.looseObject({
  id: z.number(),
  account: z.looseObject({}).nullable(),
  created_at: instant,
  suspended_at: instant.nullish(),
});

const assigned = z.looseObject({ assignees: z.array(account) });

/** Of what it answers nothing is needed, but that it is an answer. */
const done = z.looseObject({});

const sha = z.looseObject({ sha: z.string() });
const listedCommit = sha.extend({
  commit: z.looseObject({ committer: z.looseObject({ date: instant.optional() }).nullable() }),
});
const pointer = z.looseObject({ object: sha });
const commit = sha.extend({ tree: sha });
const tree = z.looseObject({ tree: z.array(z.looseObject({ path: z.string().optional() })) });

const file = z
  .looseObject({ type: z.literal('file'), content: z.string(), encoding: z.string().optional() })
  .refine(isWhole, 'expected the whole file');
const entry = z.looseObject({ type: z.string(), path: z.string() });
const notAFile = entry.extend({ type: z.enum(['symlink', 'submodule', 'dir']) });

type FileContent = {
  readonly content: string;
  readonly encoding?: string | undefined;
  readonly size?: unknown;
};

/** Above 1 MB GitHub leaves the content out, and says so by the encoding `none`. */
function isWhole({ content, encoding, size }: FileContent): boolean {
  const isLeftOut = encoding === 'none' || typeof size !== 'number';
  return isLeftOut || Buffer.from(content, 'base64').length === size;
}

/** Of everything that is asked here, what is needed of the answer. Keyed as GitHub documents it. */
export const ANSWERS = {
  'GET /app': z.looseObject({ id: z.number(), slug: z.string().min(1) }),
  'GET /app/hook/config': done,
  'GET /app/hook/deliveries': z.array(
    z.looseObject({ event: z.string(), status: z.string(), delivered_at: instant }),
  ),
  'GET /app/installations': z.array(installation),
  'GET /apps/{app_slug}': z.looseObject({ slug: z.string().min(1) }),
  'GET /installation/repositories': z.looseObject({ repositories: z.array(repository) }),
  'GET /repos/{owner}/{repo}': repository.extend({ default_branch: z.string() }),
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': z.looseObject({
    role_name: z.string(),
  }),
  'GET /repos/{owner}/{repo}/commits': z.array(listedCommit),
  'GET /repos/{owner}/{repo}/contents/{path}': z.union([file, notAFile, z.array(entry)]),
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': commit,
  'GET /repos/{owner}/{repo}/git/ref/{ref}': pointer,
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': tree,
  'GET /repos/{owner}/{repo}/installation': installation,
  'GET /repos/{owner}/{repo}/issues': z.array(issue),
  'GET /repos/{owner}/{repo}/issues/comments': z.array(comment.extend({ issue_url: z.string() })),
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': comment,
  'GET /repos/{owner}/{repo}/issues/events': z.array(event),
  'GET /repos/{owner}/{repo}/issues/{issue_number}': issue.extend({ url: z.string() }),
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': z.array(comment),
  'GET /repos/{owner}/{repo}/issues/{issue_number}/events': z.array(event),
  'GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues': z.array(
    issue.extend({ repository_url: z.string() }),
  ),
  'GET /repos/{owner}/{repo}/labels': z.array(label),
  'GET /repos/{owner}/{repo}/pulls': z.array(pull),
  'GET /repos/{owner}/{repo}/releases': z.array(
    z.looseObject({
      tag_name: z.string(),
      name: z.string().nullish(),
      body: z.string().nullish(),
      draft: z.boolean(),
      published_at: instant.nullable(),
      html_url: z.string(),
    }),
  ),
  'GET /repositories/{repository_id}': repository,
  'GET /user': account,
  'POST /app-manifests/{code}/conversions': z.looseObject({ id: z.number(), pem: z.string() }),
  'POST /app/installations/{installation_id}/access_tokens': z.looseObject({
    token: z.string().min(1),
    expires_at: z.string(),
  }),
  'POST /repos/{owner}/{repo}/git/blobs': sha,
  'POST /repos/{owner}/{repo}/git/commits': sha,
  'POST /repos/{owner}/{repo}/git/refs': done,
  'POST /repos/{owner}/{repo}/git/trees': sha,
  // Who wrote it is who we are, as with each comment.
  'POST /repos/{owner}/{repo}/issues': z.looseObject({ number: z.number(), user: account }),
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': done,
  'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees': assigned,
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': z.looseObject({ user: account }),
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels': z.array(labelName),
  'POST /repos/{owner}/{repo}/labels': done,
  'POST /repos/{owner}/{repo}/pulls': z.looseObject({ html_url: z.string() }),
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}': done,
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': done,
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}': done,
  'PATCH /repos/{owner}/{repo}/labels/{name}': done,
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}': done,
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': done,
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees': assigned,
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}': z.array(labelName),
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type Operation = keyof typeof ANSWERS;

/** What GitHub answers without a body. */
const WITHOUT_BODY: readonly (Operation | null)[] = [
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
];

/**
 * The answer's data, with its times in one form.
 * @throws Error that says what was expected and where, if the answer does not count
 */
export function believed(
  operation: Operation | null,
  { status, data }: { readonly status: number; readonly data: unknown },
): unknown {
  if (status === 204 && WITHOUT_BODY.includes(operation)) return data;
  if (data === '' || data === undefined) throw new Error('the answer is empty or was cut off');
  if (typeof data !== 'object' || data === null || data instanceof ArrayBuffer) {
    throw new Error('the answer is no JSON');
  }
  if (operation === null) return data;
  const read = ANSWERS[operation].safeParse(data);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const where = first?.path.length ? `${first.path.join('.')}: ` : '';
  throw new Error(`the answer is not what was asked for: ${where}${first?.message}`);
}

/** Whether a refusal is GitHub's own: a proxy's page decides nothing. */
export function isGitHubs(data: unknown): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    'message' in data &&
    typeof data.message === 'string'
  );
}

/** What stands where in a path: those with the most words of their own first. */
const PATHS = Object.keys(ANSWERS)
  .map((operation) => operation as Operation)
  .sort((a, b) => a.split('{').length - b.split('{').length)
  .map((operation) => {
    const [method, template = ''] = operation.split(' ');
    return { operation, method, path: new RegExp(`${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`) };
  });

/**
 * What is asked.
 * @param url as @octokit has it: a template, or the whole address of a page of a listing, in which
 *   GitHub names a repository by its id
 */
export function operationOf(method: string, url: string): Operation | null {
  const asked = `${method} ${url}`;
  if (Object.hasOwn(ANSWERS, asked)) return asked as Operation;
  if (!URL.canParse(url)) return null;
  const path = new URL(url).pathname.replace(/\/repositories\/\d+\//, '/repos/-/-/');
  return PATHS.find((one) => one.method === method && one.path.test(path))?.operation ?? null;
}
