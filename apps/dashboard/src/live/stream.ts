import type { BoardChanges } from '@nightdesk/sdk';

/** `reconnecting` also means that what is shown may be old. */
export type LiveState = 'connecting' | 'live' | 'reconnecting';

interface Listener {
  onChanges: (changes: BoardChanges) => void;
  onState: (state: LiveState) => void;
}

/** The server looks every 5 s at least: after some of them the line is dead, or the server blind, whatever the browser thinks. */
const SILENCE_MS = 20_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * Follows what changes of the board until the returned function is called. A broken line is mended by `EventSource` itself;
 * this opens a new one where that gives up (the server refused) or does not notice (silence).
 */
export function followBoard(url: string, { onChanges, onState }: Listener): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout>;
  let wait = FIRST_WAIT_MS;

  const heard = () => {
    wait = FIRST_WAIT_MS;
    onState('live');
    clearTimeout(timer);
    timer = setTimeout(reopen, SILENCE_MS);
  };
  const reopen = () => {
    source.close();
    onState('reconnecting');
    open();
  };
  const open = () => {
    source = new EventSource(url);
    source.addEventListener('open', heard);
    source.addEventListener('changes', (event) => {
      heard();
      onChanges(JSON.parse(event.data) as BoardChanges);
    });
    source.addEventListener('error', () => {
      onState('reconnecting');
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(reopen, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
