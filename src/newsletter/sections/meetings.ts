/** Meetings to come, as Markdown and back. */
import type { MeetingsForm } from '../../config/newsletter/newsletter.js';
import { fill, patternOf } from '../../config/templates.js';
import type { Meeting, SectionOf } from '../edition.js';

export function renderMeetings(
  { meetings }: SectionOf<'meetings'>,
  form: MeetingsForm,
): readonly string[] {
  return meetings.flatMap(({ project, title, at, text }) => [
    fill(form.meeting, { project, title, at }).trimEnd(),
    text,
  ]);
}

export function parseMeetings(
  blocks: readonly string[],
  form: MeetingsForm,
): SectionOf<'meetings'> {
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
