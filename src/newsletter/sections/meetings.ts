/** Meetings to come, out of `meetings/*.md`. */
import { z } from 'zod';
import { patternOf } from '../../config/template-values.js';
import { fill, oneLine, template } from '../../config/templates.js';
import { type Read, readHeaded } from '../editors-files.js';
import { instantOf } from '../week.js';
import {
  type Composed,
  formOf,
  type Immutable,
  type Ingredients,
  type SectionDeclaration,
} from './section.js';

const form = formOf(
  { meeting: template(['project', 'title', 'at']) },
  {
    title: '社区会议',
    heading: '### 社区会议',
    intro: [],
    meeting: '**{project}**（{at}）{title}',
  },
);

type MeetingsForm = ReturnType<typeof form.resolve>;

const data = z.object({
  kind: z.literal('meetings'),
  meetings: z.array(
    z.object({
      project: z.string(),
      title: z.string(),
      /** `2023-03-23 19:00`, in the newsletter's time zone. */
      at: z.string(),
      text: z.string(),
    }),
  ),
});

type MeetingsSection = Immutable<z.output<typeof data>>;
type Meeting = MeetingsSection['meetings'][number];

export const meetings = {
  kind: 'meetings',
  form,
  data,
  readFiles,
  compose,
  print,
  parse,
} satisfies SectionDeclaration<MeetingsSection, MeetingsForm, unknown, readonly Meeting[]>;

const head = z.strictObject({
  project: oneLine(100),
  title: oneLine(200).exactOptional(),
  at: z.string().refine(isDayAndHour, 'expected a day and an hour like 2023-03-23 19:00'),
});

function isDayAndHour(text: string): boolean {
  const instant = new Date(`${text.replace(' ', 'T')}Z`);
  return (
    /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/.test(text) &&
    !Number.isNaN(instant.getTime()) &&
    instant.toISOString().startsWith(text.replace(' ', 'T'))
  );
}

function readFiles(folder: string): Promise<Read<readonly Meeting[]>> {
  return readHeaded(folder, 'meetings', head, ({ head: { project, title = '', at }, body }) => ({
    ...{ project, title, at: at.replace('T', ' '), text: body },
  }));
}

/** A meeting is announced until it takes place. */
function compose({
  files,
  frame,
  week,
}: Ingredients<unknown, readonly Meeting[]>): Composed<MeetingsSection> {
  const end = Date.parse(week.until);
  const at = (meeting: Meeting) => Date.parse(instantOf(meeting.at, frame) ?? '');
  const meetings = files.filter((each) => at(each) >= end).sort((a, b) => at(a) - at(b));
  return { data: meetings.length === 0 ? null : { kind: 'meetings', meetings }, notes: [] };
}

function print({ meetings }: MeetingsSection, form: MeetingsForm): readonly string[] {
  return meetings.flatMap(({ project, title, at, text }) => [
    fill(form.meeting, { project, title, at }).trimEnd(),
    text,
  ]);
}

function parse(blocks: readonly string[], form: MeetingsForm): MeetingsSection {
  const pattern = patternOf(form.meeting);
  const meetings: Meeting[] = [];
  for (const block of blocks) {
    // A space stands at the end where there is no title.
    const found = (pattern?.exec(block) ?? pattern?.exec(`${block} `))?.groups;
    const last = meetings.at(-1);
    if (found?.project !== undefined) {
      const { project, title = '', at = '' } = found;
      meetings.push({ project, title, at, text: '' });
    } else if (last !== undefined) {
      const text = last.text === '' ? block : `${last.text}\n\n${block}`;
      meetings[meetings.length - 1] = { ...last, text };
    }
  }
  return { kind: 'meetings', meetings };
}
