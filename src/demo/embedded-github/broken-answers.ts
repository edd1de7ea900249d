import { type Answer, jsonAnswer, jsonOf } from './answer.js';
import type { Fault } from './faults.js';
import { movedTo } from './moved.js';
import { repositoryRecord } from './records.js';
import { repositoryId } from './repository-ids.js';
import type { LoggedRequest } from './request-log.js';
import type { Backstage } from './stage.js';

/** Nobody listens there, and no name has to be resolved to learn it. */
const FOREIGN = 'http://127.0.0.2:9';

export async function brokenAnswer(
  stage: Backstage,
  { broken, to, status }: Fault,
  request: LoggedRequest,
  answer: Answer,
): Promise<Answer> {
  if (broken === undefined) return answer;
  const says = (value: unknown) => jsonAnswer(answer.status, value, answer.headers);
  switch (broken) {
    case 'empty':
      return { ...answer, body: Buffer.alloc(0) };
    case 'cut':
    case 'cut-chunked':
    case 'stalled':
      return { ...answer, sent: broken };
    case 'html':
      return page(status);
    case 'wrong-type':
      return says(Array.isArray(jsonIn(answer)) ? {} : []);
    case 'null':
      return says(null);
    case 'string':
      return says('ok');
    case 'message':
      return says({ message: 'Something went wrong while executing your query.' });
    case 'elsewhere':
      return movedTo(request.method, await addressElsewhere(stage, request.path, to));
    case 'foreign-host':
      return movedTo(request.method, (to ?? FOREIGN) + request.path);
  }
}

function page(status = 200): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  const body = '<html><body><h1>Please sign in to this network</h1></body></html>';
  return { status, headers, body: Buffer.from(body) };
}

function jsonIn(answer: Answer): unknown {
  try {
    return jsonOf(answer);
  } catch {
    return null;
  }
}

/** By the other repository's id, as GitHub redirects. @throws when there is no other repository */
async function addressElsewhere(stage: Backstage, path: string, to?: string): Promise<string> {
  const [, name = '', rest = ''] = /^\/repos\/([^/]+\/[^/?]+)(.*)$/.exec(path) ?? [];
  const others = [...stage.records.repositories.values()];
  const other = to
    ? repositoryRecord(stage.records, to)
    : others.find((one) => one.name.toLowerCase() !== name.toLowerCase());
  if (!other) throw new Error(`no other repository than ${name}`);
  return `${stage.records.url}/repositories/${await repositoryId(stage, other)}${rest}`;
}
