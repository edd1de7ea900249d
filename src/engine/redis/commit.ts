import type { ChainableCommander } from 'ioredis';

/** A transaction whose single errors are errors too: `exec` alone resolves with them. */
export async function commit(transaction: ChainableCommander): Promise<void> {
  const results = await transaction.exec();
  if (results === null) throw new Error('Redis did not carry out a transaction');
  for (const [error] of results) if (error !== null) throw error;
}
