/** A list whose next page is asked for with `after: next`; null when there is none. */
export interface Page<T> {
  data: T[];
  next: string | null;
}

/** One page when it is awaited, and everything, page after page, in `for await`. */
export type Listing<P extends Page<unknown>> = Promise<P> & AsyncIterable<P['data'][number]>;

/**
 * @param ask for the page after a cursor, or the first.
 * @param isLast whether nothing can follow; the feed of events has a cursor also at its end.
 */
export function listing<P extends Page<unknown>>(
  ask: (after: { after?: string }) => Promise<P>,
  isLast = (page: P) => page.next === null,
): Listing<P> {
  const first = ask({});
  return Object.assign(first, {
    async *[Symbol.asyncIterator]() {
      for (let page = await first; ; page = await ask({ after: page.next! })) {
        yield* page.data;
        if (isLast(page)) return;
      }
    },
  });
}
