/** Names as GitHub knows them: logins, repositories, labels. */
import { z } from 'zod';

const LOGIN = '[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})';
const REPOSITORY = '(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}';
const OWNER_AND_REPOSITORY = new RegExp(`^(${LOGIN})/(${REPOSITORY})$`);

/** 1 to 39 characters; a leading @ is taken off. EMU logins may have an underscore. */
export const login = z
  .string()
  .regex(new RegExp(`^@?${LOGIN}$`), 'expected a GitHub login')
  .transform((text) => text.replace('@', ''));

/** `owner/repo`. */
export const repositoryName = z
  .string()
  .regex(OWNER_AND_REPOSITORY, 'expected owner/repository')
  .transform((text) => {
    const [owner = '', repo = ''] = text.split('/');
    return { owner, repo };
  });

/** `owner/repo#12`. */
export const issueName = z
  .string()
  .regex(
    new RegExp(`^${LOGIN}/[A-Za-z0-9._-]{1,100}#[1-9][0-9]{0,9}$`),
    'expected a key like owner/repository#12',
  );

/** At most 50 characters, GitHub's limit; spaces around it are GitHub's to drop, and dropped here. */
export const labelName = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^\r\n\t]*$/, 'expected a label on one line');

/** At most 100 characters, GitHub's limit. */
export const labelDescription = z
  .string()
  .trim()
  .max(100)
  .regex(/^[^\r\n\t]*$/, 'expected a description on one line');

const COLOR = 'expected six hex digits in quotes, such as "0e8a16"';

/** Lower case, without #. Unquoted, `#0e8a16` is a comment and `008672` a number: hence the hint. */
export const labelColor = z
  .string({ error: COLOR })
  .regex(/^#?[0-9a-fA-F]{6}$/, COLOR)
  .transform((text) => text.replace('#', '').toLowerCase());
