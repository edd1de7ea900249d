/**
 * Wishes in plain words, and commands that were nearly right. They get a hint, once per person and
 * issue, and never an act: bots that assigned on phrases were switched off after assigning for
 * "Yes".
 */
import { parseCommands, spokenText } from './parse.js';

/** A wish is short; a long comment is a discussion in which the words may mean anything. */
const LONGEST_WISH = 300;
const LONGEST_BODY = 5_000;

const NEAR_MISS =
  /^\s*(?:[、\\|]\s*claim\b|[/／]\s+claim\b|[/／]claim[^\sa-z]|[/／.](?:认领|领取|take\b|assign\b(?!\s*@))|claim\s*$)/imu;

const CHINESE =
  /我(?:想|可以|能|愿意|来|要)?(?:试一?试|尝试|认领|领取?|做|处理|解决|完成|负责)(?![了过的])|我也想|让我来|求分配|能不能给我|可以给我|认领|(?:分配|指派|assign)\s*给我|这个我来|我来(?:做|处理|解决|搞|写)|想(?:试试|做这个|参与这个)|交给我/iu;

const ENGLISH =
  /\b(?:^\s*(?:please )?assign me|i(?:'d| would) (?:like|love) to (?:contribute|be assigned)|(?:can|could|may) i (?:try|take|work on|have|do|pick)|i(?:'d| would)? (?:want|like|love) to (?:try|take|work|do|help|pick)|i(?:'ll| will| can) (?:take|try|do|pick|work on|handle)|assign(?:ed)?(?: (?:it|this))?(?: (?:issue|task|one))? to me|let me (?:try|take|do)|i am interested|i'm interested)\b/i;

/** A question about somebody else's work, a report, or an answer: no wish, whatever its words. */
const NO_WISH =
  /^\s*(?:\+1|wait|yes|ok)\s*[.!！。]*\s*$|\bassigned to (?!me\b)|已\s*assign|\bare (?:you|u) still\b|\bfixed in\b|\btake a look\b|\bi have (?:more|a|an|some)\b|\b(?:have|get) (?:more|a hint|some)\b|什么时候|还在做|谁|取消|放弃|不(?:想|再|认领|做|要)|不了|做完|认领人|麻烦|请问.*(?:规则|流程)|已经?认领|有人|欢迎|大家|你(?:还)?(?:想|要|可以|能)|^\s*>/im;

/** What stands around a command that was nearly right: list marks, emphasis, zero-width characters. */
const AROUND = /[\u200b-\u200d\u2060\ufeff]|^\s*(?:[-*+]|\d+\.)\s+|[*_]{1,3}/gm;

/** @param body as the author wrote it; quotes, code and quoted mail are not their words */
export function isWish(body: string): boolean {
  if (body.length > LONGEST_BODY || parseCommands(body).length > 0) return false;
  const words = spokenText(body);
  if (words.length > LONGEST_WISH) return false;
  if (NO_WISH.test(words)) return false;
  const bare = words.replace(AROUND, '');
  if (parseCommands(bare).length > 0 || NEAR_MISS.test(bare)) return true;
  return CHINESE.test(bare) || ENGLISH.test(bare);
}
