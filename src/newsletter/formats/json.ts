/** An edition as the data that every other format is printed from. */
import type { Format } from './format.js';

export const json: Format<'json'> = {
  ...{ name: 'json', extension: 'json', hasPicture: false },
  render: (edition) => JSON.stringify(edition, null, 2),
};
