import type { Messages } from './zh-CN.js';

export const en: Messages = {
  day: '{monthName} {day} (UTC)',
  list: ', ',
  'difficulty.none': 'difficulty to be set',

  'plan.title': '### Newcomer task · {difficulty} · {status}',
  'plan.status.free': '🟢 free',
  'plan.status.held': '🔵 claimed',
  'plan.status.draft': '🟡 to be filled in',
  'plan.moved': 'This plan moved: a newer comment in this thread carries it on.',
  'plan.status.closed': '⚪ closed',
  'plan.status.withdrawn': '⚪ no longer a newcomer task',
  'plan.free': '**Want it? Comment `/claim` on a line of its own and it is yours.**',
  'plan.held':
    '**Claimed by {names}, kept until {due}.** A word of progress here or a draft pull request before then keeps it yours.',
  'plan.offered':
    '**Kept for {name} until {until}.** Want it too? Comment `/claim` on a line of its own to stand in line.',
  'plan.waiting': 'In line: {names}',
  'plan.status.offered': '🟣 waiting for a word',
  'plan.paused': '**Claimed by {names}; the pull request is open and the clock is stopped.**',
  'plan.grace':
    '**Claimed by {names}, due on {due}.** A word of progress here or a draft pull request keeps it yours.',
  'plan.stuck':
    '⚠️ For maintainers: the pull request of {names} has not heard from its author for 30 days. Please see whether help is needed; nothing is released.',
  'plan.done': '#{pull} finished this task. Thank you!',
  'plan.held-by-hand': '**Assigned to {names}** by a maintainer; there is no deadline.',
  'plan.draft':
    '**This task cannot be claimed yet:** its {parts} still has template text (`XXX` or `(FIXME)`). {author}, please fill it in; this comment then updates itself.',
  'plan.draft.title': 'title',
  'plan.draft.body': 'description',
  'plan.closed': 'This task is closed. Thank you for your interest.',
  'plan.withdrawn': 'A maintainer removed the task label; it can no longer be claimed.',
  'plan.step.talk':
    '1. Before you start, say in two or three sentences how you would do it; ask anything right here',
  'plan.step.pull':
    '2. Open a pull request with `Fixes #{number}` in its description (a draft counts)',
  'plan.step.done': '3. Once it is merged, you are a contributor of {project}',
  'plan.deadline':
    'Open a pull request within {days} days of claiming. Need longer? `/extend`. Changed your mind? `/unclaim`, no hard feelings.',
  'plan.unassigned':
    '⚠️ For maintainers: GitHub did not accept the assignment of {names}. Please assign by hand under Assignees.',
  'plan.policy': 'Rules: {policy}',
  'plan.ways':
    '{extend, select, yes {`/extend` if you need longer. } other {}}Changed your mind? `/unclaim`, no hard feelings.',
  'plan.mentors': 'Mentors {names}',
  'plan.tracking': '[All tasks]({url})',
  'plan.guide': '[Contributing guide]({url})',
  'plan.no-difficulty':
    '⚠️ For maintainers: this task has no difficulty yet. Please add one of the labels {labels}; until then it is in no list and no newsletter.',
  'plan.two-difficulties':
    '⚠️ For maintainers: the difficulty labels contradict each other ({labels}). Please keep one.',

  'project.moved': 'This plan moved: a newer comment in this thread carries it on.',
  'project.title': '### {project} newcomer tasks',
  'project.summary':
    '{free} free, {held} in progress. Open a task and comment `/claim` on a line of its own: it is yours.',
  'project.empty':
    'No tasks at the moment. Label an issue `{label}`, or write a line in the task list, and it appears here.',
  'project.row.free': '- 🟢 {task}',
  'project.row.held': '- 🔵 {task} · {names}',
  'project.row.kept': '- 🟣 {task} · kept for the next in line',
  'project.row.elsewhere': '- ⚪ {task} (in another repository: please look there)',
  'project.row.no-issue': '- ⚪ {task} (no issue yet: say here that you would like to do it)',
  'project.more': '- … and {count} more',
  'table.free': '🟢 free',
  'table.held': '🔵 {names}',
  'table.kept': '🟣 kept for the next in line',
  'table.done': '✅ done',
  'onboarding.title': 'Newcomer tasks: what was found, and what may be kept in order',
  'onboarding.intro':
    'Hello! newbie-tasks was installed here and found {count, plural, one {# open task} other {# open tasks}} labelled `{label}`. Nothing has been changed. This is the only issue that it opens by itself; close it whenever you like.',
  'onboarding.found': 'Found',
  'onboarding.tasks':
    '- {count, plural, one {# open task} other {# open tasks}} with `{label}`: {easy} easy, {medium} medium, {hard} hard, {none} without a difficulty',
  'onboarding.labels': '- difficulty labels that are understood as they are: {labels}',
  'onboarding.list':
    '- a task list in #{number} {title} ({lines, plural, one {# line} other {# lines}})',
  'onboarding.bot.stale':
    '- `{path}` would close quiet tasks. To exempt them, it needs this line, in place of a setting of that name:',
  'onboarding.bot.assign':
    '- `{path}` assigns by commands of its own. Both can stay: its assignments are taken as facts and never released.',
  'onboarding.bot.translate':
    '- `{path}` translates comments. Both can stay: the original words are read.',
  'onboarding.already': 'Works already',
  'onboarding.already.text':
    'Label an issue `{label}`: it gets a plan, and newcomers claim it with a line `/claim`.',
  'onboarding.would': 'Would be kept in order',
  'onboarding.would.labels': '- labels that are missing are created: {labels}',
  'onboarding.would.lists':
    '- the task list gives its issues labels and difficulties, is ticked as tasks are done, and gets one plan (name it in the configuration below)',
  'onboarding.would.plans':
    '- each of the {count} older tasks gets its plan with its next activity',
  'onboarding.accept':
    '**Yes, keep all of this in order** (needs write access; a configuration file does the same)',
  'onboarding.config': 'To choose more, add `{file}`:',
  'task.from-list':
    'From the task list {list}:\n\n> {text}\n\nMaintainers, please add what is to do, where to look first, and when it is done.',
  'project.notes': '⚠️ For maintainers',
  'project.note.two-headings':
    '- #{number} stands under {difficulties} in the list. Please keep one of them.',
  'project.note.difference':
    '- #{number} is labelled {label} but stands under {heading} in the list. The label counts; please change one of them.',
  'project.note.no-difficulty': '- #{number} has no difficulty yet. Please add a difficulty label.',
  'project.note.label-conflict':
    '- #{number} has contradicting difficulty labels. Please keep one.',
  'project.note.draft':
    '- #{number} still has template text and is not listed until it is filled in.',
  'project.note.missing': '- #{number}, named in the list, cannot be opened (gone, or no access).',
  'project.note.list-missing': '- The task list {url} cannot be opened (gone, or no access).',
  'project.note.config': '- The configuration `{file}` has errors; the settings from before stay:',

  'answer.granted':
    '@{login} it is yours, kept until **{due}**. First step: say in two or three sentences how you would do it, and ask anything right here.',
  'answer.granted-already': '@{login} it is already yours, kept until **{due}**.',
  'answer.granted-by-hand': '@{login} it is already yours, go ahead.',
  'answer.taken': '@{login} {names} claimed it first, kept until {due}. {free}',
  'answer.taken-by-hand': '@{login} {names} is already working on it. {free}',
  'answer.closed': '@{login} this task is closed and can no longer be claimed. {free}',
  'answer.draft':
    '@{login} the description of this task is not finished; it can be claimed once it is. {free}',
  'answer.not-a-task':
    '@{login} this issue is no newcomer task (it lacks the label `{label}`), so it cannot be claimed. {free}',
  'answer.tracking':
    '@{login} tasks are claimed on their own issue: open one and comment `/claim`.',
  'answer.tracking.row': '- {difficulty} · {task}',
  'answer.tracking.none':
    '@{login} tasks are claimed on their own issue. No task is free at the moment; new ones appear here.',
  'answer.limit':
    '@{login} everybody can hold {most} tasks at a time and you hold {count}: {held}. Finish one, or give one back with `/unclaim`, then claim again.',
  'answer.held-unassigned':
    '@{login} it is kept for you until **{due}**. GitHub did not accept the assignment: a maintainer can assign {login} by hand under Assignees, or invite {login} as a collaborator. You can start already.',
  'answer.extended': '@{login} sure, extended to **{due}**.',
  'answer.no-more-extensions':
    '@{login} it was extended {most} time(s) already and is kept until **{due}**. A word of progress here or a draft pull request before then keeps it yours.',
  'answer.no-deadline':
    '@{login} this task has no deadline, so there is nothing to extend. Take your time.',
  'answer.blocked':
    '@{login} the maintainers ask you to claim new tasks only after {until}. If you have questions, please contact them.',
  'answer.waiting':
    '@{login} {held} You are number {place} in line and will be told here when it is your turn; `/unclaim` leaves the line. {free}',
  'answer.already-waiting':
    '@{login} {held} You are in line already, at number {place}; `/unclaim` leaves the line. {free}',
  'answer.waiting.held': '{names} is working on it, until {due}.',
  'answer.waiting.held-by-hand': '{names} is working on it.',
  'answer.waiting.offered': 'The task is kept for the person before you.',
  'answer.cooldown':
    '@{login} this task ran out {releases} times without a sign of work. Let somebody else try first; you can claim it again after {until}. {free}',
  'answer.prerequisite':
    '@{login} before a task of this difficulty, please finish: {needs}. {free}',
  'answer.prerequisite.need': '{needed} × {difficulty} (you finished {finished})',
  'answer.plan-wanted':
    '@{login} to claim a {difficulty} task, say in a sentence or two behind `/claim` how you would do it, for example: `/claim I will reproduce it first, then change the parser`.',
  'answer.handed':
    '{to} it is yours, kept until **{due}**. First step: say in two or three sentences how you would do it, and ask anything right here.',
  'answer.not-handed':
    '@{login} {names} is working on this task. Take it back with `/unclaim @{holder}` first, then hand it on.',
  'answer.not-theirs':
    '@{login} this task is not held by {name}, so there is nothing to take back.',
  'answer.forbidden':
    '@{login} this command needs the triage role or more in this repository. To claim the task yourself, comment `/claim` on a line of its own.',
  'answer.forbidden-unknown':
    '@{login} your role in this repository cannot be read right now, so nothing was done. Please comment again in a while.',
  'answer.record-unknown':
    '@{login} GitHub does not show what you hold and finished, so this claim was not accepted. Please comment `/claim` again in a while; if it stays like this, a maintainer can hand it to you with `/claim @{login}`.',
  'answer.nominated':
    '@{login} nominated for the next edition of {newsletters}. {printed} To take it back, remove the label `{label}`.',
  'answer.nominated.newsletter': '{title}',
  'answer.nominated.any': 'the newsletter',
  'answer.nominated.as-task':
    'While it is free, it is printed first among the tasks of its difficulty.',
  'answer.nominated.linked': 'The answer that is printed is the comment that you linked.',
  'answer.nominated.words':
    'The answer that is printed is what you wrote under the command, unless somebody chooses a comment with `/newsletter LINK-OF-THE-COMMENT`.',
  'answer.nominated.wrong-link':
    'The link leads to no comment on this issue: please comment `/newsletter LINK-OF-THE-COMMENT` again, or write the answer under the command.',
  'answer.nominated.nothing':
    'A maintainer or an editor chooses the answer that is printed: comment `/newsletter LINK-OF-THE-COMMENT`, or write the answer under the command.',
  'answer.list-not-nominated':
    '@{login} this is a list of tasks, which is not nominated itself. Please comment `/newsletter` on the issue that you would like to see printed.',
  remind:
    '@{login} a reminder: this task is kept until **{due}** and goes back to the list on {release} if nothing happens. A word of progress or a draft pull request keeps it yours; {extend, select, yes {`/extend` if you need longer, } other {}}`/unclaim` if you changed your mind: all of it is fine.',
  'remind.late':
    '@{login} a reminder: this task was due on **{due}** and goes back to the list on {release} if nothing happens. A word of progress or a draft pull request keeps it yours; {extend, select, yes {`/extend` if you need longer, } other {}}`/unclaim` if you changed your mind: all of it is fine.',
  release:
    '@{login} the time is up without a sign of work, so the task goes back to the list. Whenever you would like to go on, just `/claim` it again.',
  done: '@{login} #{pull} is merged, thank you! You finished a task of {project}, {difficulty} (+{points} on the ladder). {next}',
  'done.next': 'You could try next: {tasks}.',
  'other-pull':
    '@{author} thank you for #{pull}! @{holder} has claimed this task and keeps it until {due}. Please agree here how to share it; both pull requests stay open.',
  'other-pull.by-hand':
    '@{author} thank you for #{pull}! @{holder} is working on this task. Please agree here how to share it; both pull requests stay open.',
  offer:
    '@{login} it is your turn! Comment `/claim` until {until} and the task is yours; `/unclaim` if you changed your mind.',
  hint: '@{login} would you like to do this task? Comment `/claim` on a line of its own.',
  'answer.not-yours': '@{login} this task is not yours, so there is nothing to give back.',
  'answer.free.same': 'Free, of the same difficulty: {tasks}.',
  'answer.free.other': 'Free tasks: {tasks}.',
  'answer.free.none': 'No other task is free right now; do look again in a few days.',

  'article.references': 'References',
  'article.picture': 'Insert the picture here: {name}',
  'edition.intro':
    'newbie-tasks assembled this edition from GitHub, and looked at each task again before writing it.\n\n**To change anything, just edit it**: under Files changed, open ⋯ → Edit file at `{file}` and commit to this branch. Whatever you change stays; the rest is refreshed every hour until {freeze}. Merge when you are happy with it.',
  'edition.intro.issue':
    'newbie-tasks assembled this edition from GitHub, and looked at each task again before writing it.\n\n**To change anything, just edit the text above.** Whatever you change stays; the rest is refreshed every hour until {freeze}. Close this issue once the edition is out.',
  'edition.frozen':
    '**Frozen: nothing is changed by itself any more.** Compared with GitHub as it is now:',
  'edition.same': '- nothing differs',
  'edition.gone': '- to take out: {task}',
  'edition.come': '- to add: {task}',
  'edition.changed': '- “{section}” would differ',
  'edition.tasks':
    '{count, plural, one {# newcomer task} other {# newcomer tasks}}, {fresh} for the first time.',
  'edition.tasks.unknown': '{count, plural, one {# newcomer task} other {# newcomer tasks}}.',
  'edition.repeated': 'Printed longest: {task} ({times} times in the last 8 editions and this one)',
  'edition.alone':
    '⚠️ Somebody edited the text, and what was written last cannot be told any more, so it is left alone: please check the tasks yourself before publishing.',
  'edition.edits':
    '{count, plural, one {# edited place stays as it is and is} other {# edited places stay as they are and are}} not refreshed; a task that somebody took is removed all the same.',
  'edition.texts':
    'To keep the new wordings for later editions, add these lines to the newsletter:',
  'edition.notes': 'What is left out, and why',
  'edition.problems': '⚠️ This could not be read, so the edition may be incomplete',
  'edition.failed.title': '{title} {date}: the edition is not ready',
  'edition.failed.body':
    'The reason: {reason}\n\nIt is tried again every hour; close this issue once the edition is there.',

  // The pages.
  'board.title': 'Newcomer tasks',
  'board.lead': 'Pick a task, comment {command} on its issue, and it is yours.',
  'board.how.title': 'How to start',
  'board.how.1':
    'Choose a free task, open its issue, and comment {command} on a line of its own. The bot assigns you at once and says until when.',
  'board.how.2': 'Say in two or three sentences how you would do it. Ask there, in any language.',
  'board.how.3': 'Open a pull request that says {fixes}. A draft counts as a start.',
  'board.how.4': 'More time: {extend}. Changed your mind: {unclaim}, and nobody minds.',
  'board.copy': 'Copy {command}',
  'board.copied': 'Copied',
  'board.claim': 'Claim it',
  'board.filters': 'Filter',
  'board.difficulty': 'Difficulty',
  'board.state': 'State',
  'board.project': 'Project',
  'board.category': 'Category',
  'board.code': 'Code in',
  'board.search': 'Search tasks',
  'board.any.difficulty': 'Any difficulty',
  'board.any.state': 'Any state',
  'board.apply': 'Filter',
  'board.reset': 'Clear filters',
  'board.count': '{count, plural, one {# task} other {# tasks}}',
  'board.none': 'No task fits.',
  'board.empty':
    'No tasks yet. Give an issue the task label and a difficulty label, and it stands here.',
  'board.starting': 'The projects are being read. Please reload in a moment.',
  'board.state.free': 'Free',
  'board.state.held': 'Claimed',
  'board.state.review': 'In review',
  'board.state.done': 'Done',
  'board.state.ask': 'Ask first',
  'board.held': '{names} is on it, kept until {due}',
  'board.held-untimed': '{names} is on it',
  'board.kept': 'kept for somebody who was asked',
  'board.review': '{names} opened a pull request',
  'board.done': 'done by {names}, {day}',
  'board.done-by-nobody': 'done, {day}',
  'board.ask': 'no issue yet: say so {where}, and {whom} will open one',
  'board.ask.there': 'on the project’s task list',
  'board.ask.maintainers': 'a maintainer',
  'board.elsewhere': 'in another repository, {repository}: ask there',
  'board.opened': 'opened {day}',
  'board.days': '{days} days from the claim',
  'board.mentors': 'mentors: {names}',
  'board.guide': 'contributing guide',
  'board.list': 'task list',
  'board.read': '{minutes, plural, =0 {read just now} other {read # min ago}}',
  'board.read.long': 'read {hours} h ago',
  'board.missing': 'The task list {url} cannot be read just now: only labelled tasks stand here.',
  'board.done.title': 'Done lately',
  'board.more': 'Next page',
  'board.less': 'Previous page',
  'board.people.title': 'Who finished tasks in the last 30 days',
  'board.people': '{finished, plural, one {# task} other {# tasks}}, {points} points',
  'board.ladder.title': 'Step by step',
  'board.ladder':
    'Your first merged pull request makes you a contributor. Begin with Easy ({easy} point), go on to Medium ({medium}) and Hard ({hard}); people who stay are proposed as committers.',
  'board.embed': 'Embed the badge',
  'board.newsletter': 'This week’s newsletter',
  'board.feed': 'Subscribe',
  'board.json': 'JSON',
  'board.skip': 'Skip to the tasks',
  'board.feed.text': '{project} · {difficulty} · comment {command} to claim it',
  'badge.label': 'newcomer tasks',
  'badge.tasks': '{count} free',
  'newsletter.age': '{minutes, plural, =0 {assembled just now} other {assembled # min ago}}',
  'newsletter.wechat': 'for WeChat',
  'newsletter.copy': 'Copy for WeChat',
  'newsletter.copy-failed': 'Not copied: open “for WeChat”, select all and copy',
  'newsletter.picture': 'Download the picture ({format})',
  'newsletter.board': 'All tasks',
};
