import { exact, relative, since } from '../format/time.js';
import { useFromNow } from '../live/clock.js';

/** A time as people say it, exact on hover. */
export function When({ at }: { at: string }) {
  const text = useFromNow((now) => relative(at, now));
  return (
    <time dateTime={at} title={exact(at)}>
      {text}
    </time>
  );
}

/** How long something has lasted since `at`, exact start on hover. */
export function Since({ at }: { at: string }) {
  const text = useFromNow((now) => since(at, now));
  return (
    <time dateTime={at} title={`since ${exact(at)}`}>
      {text}
    </time>
  );
}
