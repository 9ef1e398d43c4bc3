import { rename, rm, writeFile } from 'node:fs/promises';
import { variableNames } from '@nightdesk/platform/config';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Leaves what api and worker run with in the folder, for its owner only, while they run: so `npm run doctor` and
 * `npm run keys:rotate` find them. `readEnvironment` of the configuration reads it.
 */
export async function savePrograms(file: string, ours: Variables, given: Variables): Promise<void> {
  const all: Variables = { ...given, ...ours };
  const kept = Object.fromEntries(variableNames.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

export const forgetPrograms = (file: string): Promise<void> => rm(file, { force: true });
