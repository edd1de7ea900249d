/** ICU messages; the English file has the same keys and variables. Markdown is ours, variables are inert. */
export const zhCN = {
  day: '{month} 月 {day} 日（北京时间）',
  list: '、',
  'difficulty.none': '难度待定',

  'plan.title': '### 新手任务 · {difficulty} · {status}',
  'plan.status.free': '🟢 待认领',
  'plan.status.held': '🔵 已认领',
  'plan.status.draft': '🟡 待补充',
  'plan.moved': '这份计划已搬家：本讨论里较新的那条评论接着更新。',
  'plan.status.closed': '⚪ 已关闭',
  'plan.status.withdrawn': '⚪ 不再是新手任务',
  'plan.free': '**想做？在下面评论一行 `/claim`，任务就归你。**',
  'plan.held': '**{names} 正在做，保留到 {due}。** 到期前说一句进展或开一个草稿 PR，就继续留给你。',
  'plan.offered': '**{name} 优先认领，保留到 {until}。** 也想做？评论一行 `/claim` 排队。',
  'plan.waiting': '排队：{names}',
  'plan.status.offered': '🟣 等待确认',
  'plan.paused': '**{names} 正在做，PR 已打开，期限暂停。**',
  'plan.grace': '**{names} 正在做，{due}到期。** 到期前后说一句进展或开一个草稿 PR，就继续留给你。',
  'plan.stuck':
    '⚠️ 给维护者：{names} 的 PR 已有 30 天没有作者的动静，请看看是否需要帮助。任务不会自动释放。',
  'plan.done': '#{pull} 完成了这个任务，谢谢！',
  'plan.held-by-hand': '**{names} 正在做。** 任务由维护者指派，不设期限。',
  'plan.draft':
    '**这个任务还不能认领：**{parts}里还有模板文字（`XXX` 或 `(FIXME)`）。请 {author} 补充完整，补好后这里会自动更新。',
  'plan.draft.title': '标题',
  'plan.draft.body': '正文',
  'plan.closed': '这个任务已经关闭，谢谢关注。',
  'plan.withdrawn': '维护者移除了任务标签，它不再接受认领。',
  'plan.step.talk': '1. 动手前用两三句话说说思路，中文即可，有问题直接在这里问',
  'plan.step.pull': '2. 提交 PR，描述里写 `Fixes #{number}`（草稿也算开始）',
  'plan.step.done': '3. 合并后，你就是 {project} 的 Contributor',
  'plan.deadline': '认领后 {days} 天内提交 PR。来不及：`/extend`；不做了：`/unclaim`，完全没关系。',
  'plan.unassigned': '⚠️ 给维护者：GitHub 没有接受对 {names} 的指派，请在 Assignees 里手动指派。',
  'plan.policy': '规则：{policy}',
  'plan.ways':
    '{extend, select, yes {来不及：`/extend`；} other {}}不做了：`/unclaim`，完全没关系。',
  'plan.mentors': '导师 {names}',
  'plan.tracking': '[全部任务]({url})',
  'plan.guide': '[贡献指南]({url})',
  'plan.no-difficulty':
    '⚠️ 给维护者：这个任务还没有难度，请加上 {labels} 中的一个标签，否则它不会出现在列表和周报里。',
  'plan.two-difficulties': '⚠️ 给维护者：难度标签互相矛盾（{labels}），请只保留一个。',

  'project.moved': '这份计划已搬家：本讨论里较新的那条评论接着更新。',
  'project.title': '### {project} 新手任务计划',
  'project.summary': '{free} 个待认领，{held} 个进行中。打开任务，评论一行 `/claim` 就归你。',
  'project.empty':
    '眼下没有任务。给 issue 加上标签 `{label}`，或在任务列表里写一行，这里就会出现。',
  'project.row.free': '- 🟢 {task}',
  'project.row.held': '- 🔵 {task} · {names}',
  'project.row.kept': '- 🟣 {task} · 已留给排队的人',
  'project.row.elsewhere': '- ⚪ {task}（在别的仓库，请到那里看看）',
  'project.row.no-issue': '- ⚪ {task}（还没有 issue，想做请在这里说一声）',
  'project.more': '- … 以及另外 {count} 个',
  'table.free': '🟢 待认领',
  'table.held': '🔵 {names}',
  'table.kept': '🟣 已留给排队的人',
  'table.done': '✅ 完成',
  'onboarding.title': '新手任务：现状一览，以及可以代为整理的部分',
  'onboarding.intro':
    '你好！newbie-tasks 已安装，发现 {count} 个带 `{label}` 标签的任务。目前什么都没有改动。它只会主动开这一个 issue，可以随时关闭。',
  'onboarding.found': '发现了什么',
  'onboarding.tasks':
    '- 带 `{label}` 的任务 {count} 个：Easy {easy}、Medium {medium}、Hard {hard}，没有难度 {none}',
  'onboarding.labels': '- 已有的难度标签可以直接使用：{labels}',
  'onboarding.list': '- #{number} {title} 里有任务列表（{lines} 行）',
  'onboarding.bot.stale':
    '- `{path}` 会关闭安静的任务。写上这一行就能排除（已有同名的设置就换掉它）：',
  'onboarding.bot.assign':
    '- `{path}` 有自己的指派命令。两者可以共存：它的指派会被当作事实，不会被收回。',
  'onboarding.bot.translate': '- `{path}` 会翻译评论。两者可以共存：这里只读原文。',
  'onboarding.already': '现在就能用',
  'onboarding.already.text':
    '给 issue 加上 `{label}` 标签：会有任务计划，新人评论一行 `/claim` 就能认领。',
  'onboarding.would': '同意之后会整理',
  'onboarding.would.labels': '- 创建缺少的标签：{labels}',
  'onboarding.would.lists':
    '- 任务列表里的 issue 会有标签和难度，完成后自动打勾，并有一份任务计划（在下面的配置里写明列表）',
  'onboarding.would.plans': '- {count} 个旧任务在下一次有动静时得到任务计划',
  'onboarding.accept': '**同意，请整理这些**（需要写权限；添加配置文件的效果相同）',
  'onboarding.config': '想要更多选择，请添加 `{file}`：',
  'task.from-list':
    '来自任务列表 {list}：\n\n> {text}\n\n请维护者补充：要做什么，从哪里看起，怎样算完成。',
  'project.notes': '⚠️ 给维护者',
  'project.note.two-headings': '- #{number} 在列表里同时列在 {difficulties} 之下，请只留一处。',
  'project.note.difference':
    '- #{number} 的标签是 {label}，列表里却在 {heading} 之下。以标签为准，请改其中一处。',
  'project.note.no-difficulty': '- #{number} 还没有难度，请加上一个难度标签。',
  'project.note.label-conflict': '- #{number} 有互相矛盾的难度标签，请只保留一个。',
  'project.note.draft': '- #{number} 还有没填完的模板文字，补好之前不会列出。',
  'project.note.missing': '- 列表里的 #{number} 打不开（不存在或没有权限）。',
  'project.note.list-missing': '- 任务列表 {url} 打不开（不存在或没有权限）。',
  'project.note.config': '- 配置文件 `{file}` 有错，沿用之前的设置：',

  'answer.granted':
    '@{login} 任务归你了，保留到 **{due}**。第一步：用两三句话说说思路，有问题直接在这里问。',
  'answer.granted-already': '@{login} 这个任务已经是你的了，保留到 **{due}**。',
  'answer.granted-by-hand': '@{login} 这个任务已经是你的了，放心做。',
  'answer.taken': '@{login} {names} 已先认领，保留到 {due}。{free}',
  'answer.taken-by-hand': '@{login} {names} 已经在做了。{free}',
  'answer.closed': '@{login} 这个任务已经关闭，不能再认领。{free}',
  'answer.draft': '@{login} 这个任务的描述还没写完，补好之后才能认领。{free}',
  'answer.not-a-task': '@{login} 这个 issue 不是新手任务（没有 `{label}` 标签），不能认领。{free}',
  'answer.tracking': '@{login} 请到具体任务里认领，打开一个，评论一行 `/claim`：',
  'answer.tracking.row': '- {difficulty} · {task}',
  'answer.tracking.none': '@{login} 请到具体任务里认领。眼下没有空着的任务，有新任务时这里会更新。',
  'answer.limit':
    '@{login} 每人同时最多认领 {most} 个任务，你手上已有 {count} 个：{held}。先完成一个，或用 `/unclaim` 还回一个，再来认领。',
  'answer.held-unassigned':
    '@{login} 任务给你留着，保留到 **{due}**。GitHub 没有接受这次指派：请维护者在右侧 Assignees 里手动指派 {login}，或邀请 {login} 成为协作者。你可以先开始。',
  'answer.extended': '@{login} 好的，延到 **{due}**。',
  'answer.no-more-extensions':
    '@{login} 已经延过 {most} 次了，现在保留到 **{due}**。到期前说一句进展或开一个草稿 PR，任务就继续留给你。',
  'answer.no-deadline': '@{login} 这个任务没有设期限，不用延期，放心做。',
  'answer.blocked': '@{login} 维护者请你在 {until} 之后再认领新任务。有疑问请直接联系维护者。',
  'answer.waiting':
    '@{login} {held}你排在第 {place} 位，轮到你时会在这里通知；不等了就评论 `/unclaim`。{free}',
  'answer.already-waiting':
    '@{login} {held}你已经在排队，现在是第 {place} 位；不等了就评论 `/unclaim`。{free}',
  'answer.waiting.held': '{names} 正在做，保留到 {due}。',
  'answer.waiting.held-by-hand': '{names} 正在做。',
  'answer.waiting.offered': '任务正留给排在前面的人。',
  'answer.cooldown':
    '@{login} 这个任务已经 {releases} 次到期没有进展。先让别人试试，{until}之后你可以再认领。{free}',
  'answer.prerequisite': '@{login} 认领这个难度之前，请先完成：{needs}。{free}',
  'answer.prerequisite.need': '{needed} 个 {difficulty}（你已完成 {finished} 个）',
  'answer.plan-wanted':
    '@{login} 认领 {difficulty} 任务时，请在 `/claim` 后面用一两句话说说打算怎么做，比如：`/claim 我准备先复现，再修改解析部分`。',
  'answer.handed':
    '{to} 任务归你了，保留到 **{due}**。第一步：用两三句话说说思路，有问题直接在这里问。',
  'answer.not-handed':
    '@{login} {names} 正在做这个任务。先用 `/unclaim @{holder}` 取回，再指派给别人。',
  'answer.not-theirs': '@{login} 这个任务不在 {name} 名下，没有可取回的。',
  'answer.forbidden':
    '@{login} 这个命令需要仓库的 triage 或更高权限。想自己认领，请单独评论一行 `/claim`。',
  'answer.forbidden-unknown':
    '@{login} 暂时查不到你在这个仓库的权限，命令没有执行。请稍后再评论一次。',
  'answer.record-unknown':
    '@{login} 暂时查不到你认领过和完成过的任务，这次认领没有生效。请稍后再评论一行 `/claim`；一直这样的话，请维护者用 `/claim @{login}` 指派给你。',
  'answer.nominated':
    '@{login} 已提名到下一期{newsletters}。{printed}想撤回，去掉 `{label}` 标签就好。',
  'answer.nominated.newsletter': '「{title}」',
  'answer.nominated.any': '周报',
  'answer.nominated.as-task': '只要它待认领，就排在同难度任务的最前面。',
  'answer.nominated.linked': '刊登的答案就是你链接的那条评论。',
  'answer.nominated.words':
    '刊登的答案就是你写在命令下面的话，除非有人用 `/newsletter 评论链接` 选了别的评论。',
  'answer.nominated.wrong-link':
    '你给的链接不是这个 issue 里的评论。请再评论一行 `/newsletter 评论链接`，或在命令下面直接写出答案。',
  'answer.nominated.nothing':
    '刊登哪个答案由维护者或编辑来选：评论一行 `/newsletter 评论链接`，或在命令下面直接写出答案。',
  'answer.list-not-nominated':
    '@{login} 这里是任务列表，本身不用提名。请到想提名的 issue 里评论 `/newsletter`。',
  remind:
    '@{login} 提醒一下：这个任务保留到 **{due}**，{release}之前没有进展会放回列表。说一句进展，或开一个草稿 PR，就继续留给你；{extend, select, yes {来不及用 `/extend`，} other {}}不做了用 `/unclaim`，都没关系。',
  'remind.late':
    '@{login} 提醒一下：这个任务已经到期（**{due}**），{release}之前没有进展会放回列表。说一句进展，或开一个草稿 PR，就继续留给你；{extend, select, yes {来不及用 `/extend`，} other {}}不做了用 `/unclaim`，都没关系。',
  release: '@{login} 到期没有进展，任务先放回列表。考完试、忙完了想继续，再 `/claim` 就好。',
  done: '@{login} #{pull} 已合并，谢谢！你完成了 {project} 的一个 {difficulty} 任务（晋升积分 +{points}）。{next}',
  'done.next': '下一个可以试试：{tasks}。',
  'other-pull':
    '@{author} 谢谢你的 #{pull}！这个任务正由 @{holder} 认领，保留到 {due}。请两位在这里商量怎么分工，两个 PR 都会保持打开。',
  'other-pull.by-hand':
    '@{author} 谢谢你的 #{pull}！这个任务正由 @{holder} 在做。请两位在这里商量怎么分工，两个 PR 都会保持打开。',
  offer: '@{login} 轮到你了！{until}之前评论一行 `/claim`，任务就归你；不想做了就评论 `/unclaim`。',
  hint: '@{login} 想做这个任务？单独评论一行 `/claim` 就可以了。',
  'answer.not-yours': '@{login} 这个任务不在你名下，没有可还的。',
  'answer.free.same': '同样难度还空着：{tasks}。',
  'answer.free.other': '还空着的任务：{tasks}。',
  'answer.free.none': '眼下没有别的空任务，过几天再来看看。',

  'article.references': '参考链接',
  'article.picture': '此处插入图片：{name}',
  'edition.intro':
    '这一期由 newbie-tasks 从 GitHub 整理，每个任务在写入前又核对过一次。\n\n**想改什么，直接改**：在 Files changed 里点 `{file}` 右上角的 ⋯ → Edit file，提交到这个分支。改过的都会保留；没有人动过的部分，{freeze} 之前每小时刷新。满意了就合并。',
  'edition.intro.issue':
    '这一期由 newbie-tasks 从 GitHub 整理，每个任务在写入前又核对过一次。\n\n**想改什么，直接编辑上面的文字。** 改过的都会保留；没有人动过的部分，{freeze} 之前每小时刷新。发布以后关闭这个 issue 就行。',
  'edition.frozen': '**已定稿，不再自动改动。** 和 GitHub 上现在的情况相比：',
  'edition.same': '- 没有不同',
  'edition.gone': '- 应撤下：{task}',
  'edition.come': '- 可加上：{task}',
  'edition.changed': '- 「{section}」有变化',
  'edition.tasks': '新手任务 {count} 个，其中 {fresh} 个第一次刊登。',
  'edition.tasks.unknown': '新手任务 {count} 个。',
  'edition.repeated': '刊登最久的：{task}（最近 8 期加上这一期，共 {times} 次）',
  'edition.alone':
    '⚠️ 文字被人改过，而上次自动写入的是什么已无从核对，所以不再改动它；请在发布前自己核对一遍任务。',
  'edition.edits': '大家改过的 {count} 处都保留着，那里不再自动刷新；有人认领了的任务仍会撤下。',
  'edition.texts': '改过的任务文字想在以后几期沿用，就把这几行放进这份 newsletter 的配置：',
  'edition.notes': '没有刊登的，以及原因',
  'edition.problems': '⚠️ 这些内容读不到，这一期可能不完整',
  'edition.failed.title': '{title} {date}：这一期没有准备好',
  'edition.failed.body': '原因：{reason}\n\n之后每小时再试一次，准备好以后可以关闭这个 issue。',
} as const;
