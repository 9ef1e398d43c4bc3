import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A full log is kept once as `<name>.log.1`. */
const LARGEST_BYTES = 20 * 1024 * 1024;
const REMEMBERED_LINES = 40;
/** More than this from one child within ten seconds goes to its file only, so that the terminal can be read. */
const SHOWN_PER_WINDOW = 8;
const WINDOW_MS = 10_000;

/** Decides what of a child's line a person in front of the terminal should see; undefined: nothing. */
export type Picker = (line: string) => string | undefined;

/** What one child prints: all of it into a file, warnings and errors also onto the terminal. */
export class ChildLog {
  readonly file: string;
  readonly #last: string[] = [];
  #bytes: number;
  #shown = 0;
  #windowStart = 0;
  #writable = true;

  constructor(
    folder: string,
    private readonly name: string,
    private readonly pick: Picker,
    private readonly say: (line: string) => void,
  ) {
    this.file = join(folder, `${name}.log`);
    this.#bytes = existsSync(this.file) ? statSync(this.file).size : 0;
  }

  add(line: string): void {
    if (line.trim() !== '' && !readable(line)?.startsWith('info')) this.#last.push(line);
    if (this.#last.length > REMEMBERED_LINES) this.#last.shift();
    this.#write(`${line}\n`);
    const worth = this.pick(line);
    if (worth !== undefined) this.#show(worth);
  }

  /** What it said last apart from information, for whoever must tell why it stopped. */
  last(count: number): string[] {
    return this.#last.slice(-count).map((line) => readable(line) ?? line);
  }

  #show(text: string): void {
    const now = Date.now();
    if (now - this.#windowStart > WINDOW_MS) {
      this.#windowStart = now;
      this.#shown = 0;
    }
    this.#shown += 1;
    if (this.#shown <= SHOWN_PER_WINDOW) this.say(`${this.name.padEnd(8)} ${text}`);
    if (this.#shown === SHOWN_PER_WINDOW + 1) this.say(`${this.name.padEnd(8)} … more in ${this.file}`);
  }

  /** The terminal still tells what happens when the disk takes no more, so the child need not die of it. */
  #write(text: string): void {
    try {
      if (this.#bytes > LARGEST_BYTES) {
        renameSync(this.file, `${this.file}.1`);
        this.#bytes = 0;
      }
      appendFileSync(this.file, text, { mode: 0o600 });
      this.#bytes += Buffer.byteLength(text);
      this.#writable = true;
    } catch (error) {
      if (this.#writable) this.say(`${basename(this.file)} cannot be written: ${(error as Error).message}`);
      this.#writable = false;
    }
  }
}

const levels: Readonly<Record<number, string>> = { 40: 'warning', 50: 'error', 60: 'fatal' };

/** A line of pino's as a person reads it; undefined when it is not one of pino's. */
function readable(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, err } = JSON.parse(line) as {
      level?: number;
      msg?: string;
      err?: { message?: string };
    };
    const text = [msg, err?.message === msg ? undefined : err?.message].filter(Boolean).join(': ');
    return `${levels[level ?? 0] ?? 'info'}: ${text}`;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** For our own processes: warnings and worse of the JSON log. The rest is told when they die of it. */
export const problems: Picker = (line) => {
  const text = readable(line);
  return text?.startsWith('info') ? undefined : text;
};

/**
 * Postgres logs every refused statement as ERROR, which is the business of whoever sent it; and class 57P is only that it
 * is starting or stopping.
 */
export const postgresProblems: Picker = (line) =>
  / (?!57P)\w{5} (FATAL|PANIC): /.test(line) ? line : undefined;

export const everything: Picker = (line) => line;
