import { randomBytes, randomInt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { StartProblem } from './start-problem.js';

const ExampleAccess = z.object({
  keyId: z.string(),
  apiKey: z.string(),
  subscriberId: z.string(),
  secret: z.string(),
});
export type ExampleAccess = z.infer<typeof ExampleAccess>;

const State = z.object({
  keyRing: z.string(),
  adminPassword: z.string(),
  postgresPassword: z.string(),
  /** What the example automation works with; made through the API at the first start. */
  example: ExampleAccess.optional(),
});
/** Secrets that are generated once and then kept; the environment wins over them. */
export type State = z.infer<typeof State>;

/**
 * Reads the state file, or makes it at the first start.
 * @throws StartProblem when the file is there but cannot be used. It is never replaced, because it holds the only copy of
 * the key that opens the stored credentials.
 */
export async function loadState(file: string): Promise<State> {
  const text = await readIfThere(file);
  if (text === undefined) {
    const fresh = generate();
    await saveState(file, fresh);
    return fresh;
  }
  const state = State.safeParse(parse(text));
  if (state.success) return state.data;
  throw new StartProblem(
    `${file} cannot be understood. Restore it from a backup; or, to begin again with an empty database, move the whole ` +
      `folder away (it also holds the key of the stored credentials).`,
  );
}

/** Replaces the file as a whole, readable by its owner only. */
export async function saveState(file: string, state: State): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

function generate(): State {
  return {
    keyRing: `k1:${randomBytes(32).toString('base64')}`,
    adminPassword: readablePassword(),
    postgresPassword: randomBytes(18).toString('base64url'),
  };
}

/** Four groups of four without letters and digits that look alike: about 78 bits, and it can be typed. */
function readablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
