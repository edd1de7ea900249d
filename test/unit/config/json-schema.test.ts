import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { repositoryJsonSchema } from '../../../src/config/json-schema.js';
import { configurationPage } from '../../../src/config/reference-page.js';
import { newsletterJsonSchema } from '../../../src/newsletter/configuration/newsletter.js';

const HOW = 'refresh with: UPDATE=1 npm run test:unit && npm run format';

describe('the editors’ JSON Schema', () => {
  it.each([
    ['docs/newbie-tasks.schema.json', repositoryJsonSchema()],
    ['docs/newsletter.schema.json', newsletterJsonSchema()],
  ])('%s is what the program checks', (file, schema) => {
    if (process.env.UPDATE) writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect({ HOW, schema: kept }).toEqual({ HOW, schema });
  });

  it('docs/configuration.md says the same', () => {
    const file = 'docs/configuration.md';
    if (process.env.UPDATE) writeFileSync(file, configurationPage(newsletterJsonSchema()));
    expect({ HOW, page: readFileSync(file, 'utf8') }).toEqual({
      HOW,
      page: configurationPage(newsletterJsonSchema()),
    });
  });

  it('has the keys as they are written', () => {
    const schema = repositoryJsonSchema();
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'newbie-tasks.yml',
      type: 'object',
      additionalProperties: false,
      properties: { 'task-label': { type: 'string', maxLength: 50, default: 'good first issue' } },
    });
    expect(schema).not.toHaveProperty('required');
  });
});
