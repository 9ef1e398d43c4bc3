/** One thing that is wrong in a file. */
export interface Problem {
  /** `list.pagination.next`; empty for the file as a whole. */
  path: string;
  line: number | null;
  /** What is wrong and what to do. */
  says: string;
}

/** Thrown for a file that does not describe a platform. Its message names file, line and key of everything to mend. */
export class DeclarationInvalid extends Error {
  override readonly name = 'DeclarationInvalid';

  constructor(
    readonly file: string,
    readonly problems: readonly Problem[],
  ) {
    const lines = problems.map(({ path, line, says }) => {
      const where = [line === null ? file : `${file}:${line}`, path].filter(Boolean).join(' ');
      return `  ${where}: ${says}`;
    });
    super(
      [
        `${file} does not describe a platform:`,
        ...lines,
        'Every key is explained in docs/declarative-platforms.md.',
      ].join('\n'),
    );
  }
}
