/** One task on the board. */
import { html } from 'hono/html';
import type { BoardProject, BoardTask } from '../domain/board.js';
import { issueUrl, sameRepository } from '../domain/reference.js';
import { titleFor } from '../domain/title.js';
import { say, sayDay } from '../messages/format.js';
import { hasHan, LANGUAGE_TRAITS, type Language } from '../messages/languages.js';
import { type Html, sayHtml } from './document.js';

/** How the board is shown: in which language, and where GitHub's own pages are. */
export type View = {
  readonly language: Language;
  /** `https://github.com`, without a slash at the end. */
  readonly gitHub: string;
};

export function renderTask(view: View, project: BoardProject, task: BoardTask): Html {
  const { language } = view;
  const { state, issue, categories, createdAt } = task;
  const words = shorten(wordsOf(task, language));
  const address = issue && issueUrl(view.gitHub, issue);
  const opened = createdAt && say(language, 'board.opened', { day: dayOf(createdAt) });
  const facts = [
    issue && `#${issue.number}`,
    ...categories.slice(0, MOST_CATEGORIES),
    state === 'free' ? opened : null,
  ];
  return html`<li class="${state}"><p>${address ? html`<a href="${address}">${words}</a>` : words}</p>
<p class="soft"><b>${say(language, `board.state.${state}`)}</b> ${facts.filter(Boolean).map((fact) => html`<span>${fact}</span> `)}${sayState(view, project, task)}</p>${state === 'free' && address ? claimWays(view, address) : ''}</li>
`;
}

/** A page must not grow with what strangers write: in characters. */
const LONGEST = 120;
const MOST_CATEGORIES = 5;
const MOST_NAMES = 3;

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : text;
}

/** The side of a bilingual text in the page's language; a title where the line's words have none. */
export function wordsOf({ text, title }: BoardTask, language: Language): string {
  const words = titleFor(language, text);
  if (title === null || LANGUAGE_TRAITS[language].readsHan || !hasHan(words)) return words;
  const other = titleFor(language, title);
  return hasHan(other) ? words : other;
}

function claimWays({ language }: View, address: string): Html {
  return html`<p><a class="go" href="${address}#issue-comment-box">${say(language, 'board.claim')}</a> <button type="button" data-copy="/claim" data-done="${say(language, 'board.copied')}">${say(language, 'board.copy', { command: '/claim' })}</button></p>`;
}

function sayState(view: View, project: BoardProject, task: BoardTask): Html | string {
  const { language } = view;
  const { state, holders, due, doneAt } = task;
  const names = holders.slice(0, MOST_NAMES).join(say(language, 'list'));
  switch (state) {
    case 'free':
      return '';
    case 'held':
      if (holders.length === 0) return say(language, 'board.kept');
      return due === null
        ? say(language, 'board.held-untimed', { names })
        : say(language, 'board.held', { names, due: sayDay(language, due) });
    case 'review':
      return say(language, 'board.review', { names });
    case 'done': {
      const day = dayOf(doneAt ?? '');
      return names === ''
        ? say(language, 'board.done-by-nobody', { day })
        : say(language, 'board.done', { names, day });
    }
    case 'ask':
      return sayWhomToAsk(view, project, task);
  }
}

function sayWhomToAsk(
  { language, gitHub }: View,
  { repository, mentors, trackingUrl }: BoardProject,
  { issue }: BoardTask,
): Html {
  if (issue !== null && !sameRepository(issue, repository)) {
    const name = `${issue.owner}/${issue.repo}`;
    const there = html`<a href="${gitHub}/${name}">${name}</a>`;
    return sayHtml(language, 'board.elsewhere', { repository: there });
  }
  const there = say(language, 'board.ask.there');
  return sayHtml(language, 'board.ask', {
    where: trackingUrl === null ? there : html`<a href="${trackingUrl}">${there}</a>`,
    whom:
      mentors.length === 0
        ? say(language, 'board.ask.maintainers')
        : mentors.slice(0, MOST_NAMES).join(say(language, 'list')),
  });
}

/** The calendar day, by UTC: of old days nobody asks for the hour. */
function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
