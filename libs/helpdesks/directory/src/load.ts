import { readFileSync } from 'node:fs';
import { declarePlatform } from '@nightdesk/helpdesks/declarative';
import { addPlatform } from './directory.js';

/** Thrown when a file of `PLATFORM_FILES` cannot be read; what is wrong inside one is told by `DeclarationInvalid`. */
export class PlatformFileMissing extends Error {
  override readonly name = 'PlatformFileMissing';

  constructor(path: string, cause: unknown) {
    super(
      `PLATFORM_FILES names ${path}, which cannot be read. Correct the path, or make the file readable.`,
      {
        cause,
      },
    );
  }
}

/**
 * Reads the files that describe further platforms, once, before a process does anything else.
 * @throws PlatformFileMissing, PlatformTaken, DeclarationInvalid
 */
export function loadPlatforms(paths: readonly string[]): void {
  for (const path of paths) addPlatform(declarePlatform(textOf(path), path));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new PlatformFileMissing(path, cause);
  }
}
