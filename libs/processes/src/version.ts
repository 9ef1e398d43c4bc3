import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** The version in the project's package.json, from the sources as from dist. */
export function version(folder = import.meta.dirname): string {
  const file = join(folder, 'package.json');
  if (existsSync(file))
    return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
  if (dirname(folder) === folder) return 'unknown';
  return version(dirname(folder));
}
