import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '@nightdesk/sdk';
import { Copyable } from './copyable.js';
import classes from './failure.module.css';

interface Props {
  what: string;
  error: Error;
  again: () => unknown;
}

/** What could not be shown, why, and what to do about it. */
export function Failure({ what, error, again }: Props) {
  const detail =
    error instanceof ApiError
      ? error.detail
      : 'Something in this page went wrong. Load it again; if it stays, report it.';
  return (
    <section className={classes.failure} role="alert">
      <IconAlertTriangle size={22} aria-hidden />
      <div>
        <h2>{what}</h2>
        <p>{detail}</p>
        {error instanceof ApiError && error.traceId && (
          <p className={classes.trace}>
            Trace id <Copyable name="trace id" value={error.traceId} />
          </p>
        )}
        <Button variant="default" mt="sm" onClick={() => void again()}>
          Try again
        </Button>
      </div>
    </section>
  );
}
