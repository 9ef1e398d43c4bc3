import {
  HelpdeskError,
  isSafe,
  type PlatformRequest,
  type PlatformResponse,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { locate } from './locate.js';

/** Where an answer comes from, so that an error can name the call and the file. */
export interface Source {
  title: string;
  file: string;
  request: PlatformRequest;
  response: PlatformResponse;
}

const Id = z.union([z.string().min(1), z.number()]).transform(String);
const Word = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const nothing = [undefined, null, ''] as const;

/** A part of an answer, read by the locations that the file names. `key` is what the error calls the location. */
export class Row {
  constructor(
    readonly value: unknown,
    private readonly source: Source,
  ) {}

  /** The answer that this is a part of. */
  get response(): PlatformResponse {
    return this.source.response;
  }

  /** @throws HelpdeskError `unavailable`; `ambiguous` after a write, which has most likely taken effect. */
  read<T>(at: string, key: string, shape: z.ZodType<T>): T {
    const found = shape.safeParse(locate(this.value, at));
    if (found.success) return found.data;
    throw this.unusable(at, key, found.error.issues[0]?.message ?? 'unusable', found.error);
  }

  unusable(at: string, key: string, why: string, cause?: unknown): HelpdeskError {
    const { title, file, request, response } = this.source;
    return new HelpdeskError(
      isSafe(request) ? 'unavailable' : 'ambiguous',
      `${title} answered ${request.method} ${request.route} without a usable value at "${at}" (${key} in ${file}): ${why}`,
      { status: response.status, requestId: response.requestId, cause },
    );
  }

  /** An id as text; it may be a number there. */
  id(at: string, key: string): string {
    return this.read(at, key, Id);
  }

  /** Null where the file names no place, or nothing stands there. */
  maybe<T>(at: string | undefined, key: string, shape: z.ZodType<T>): T | null {
    if (at === undefined || nothing.some((one) => one === locate(this.value, at))) return null;
    return this.read(at, key, shape);
  }

  maybeId(at: string | undefined, key: string): string | null {
    return this.maybe(at, key, Id);
  }

  /** One word, number or truth value, as text. */
  maybeWord(at: string | undefined, key: string): string | null {
    return this.maybe(at, key, Word);
  }

  word(at: string, key: string): string {
    return this.read(at, key, Word);
  }

  rows(at: string, key: string): Row[] {
    return this.read(at, key, z.array(z.unknown())).map((value) => new Row(value, this.source));
  }

  part(at: string, key: string): Row {
    return new Row(this.read(at, key, z.looseObject({})), this.source);
  }

  /** True when the value there is one of `values`, compared as text. */
  is({ at, is }: { at: string; is: readonly unknown[] }): boolean {
    const found = Word.safeParse(locate(this.value, at));
    return found.success && is.some((value) => String(value) === found.data);
  }
}
