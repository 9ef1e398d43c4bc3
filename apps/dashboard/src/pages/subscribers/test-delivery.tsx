import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import type { TestedSubscriber } from '@nightdesk/sdk';
import { useMutation } from '@tanstack/react-query';
import { duration } from '../../format/time.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import classes from '../settings/settings.module.css';

/** Sends a signed event of the type `test`, and shows what the endpoint answered. */
export function TestDelivery({ id }: { id: string }) {
  const test = useMutation({ mutationFn: () => nightdesk.subscriberActions.test(id) });
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconSend size={16} aria-hidden />}
        loading={test.isPending}
        onClick={() => test.mutate()}
        data-testid="subscriber-test"
      >
        Send a test delivery
      </Button>
      {test.error && <Refusal title="Nothing was sent" error={test.error} />}
      {test.data && <Answer tested={test.data} />}
    </div>
  );
}

function Answer({ tested: { delivered, status, error, durationMs } }: { tested: TestedSubscriber }) {
  return (
    <p
      className={classes.answer}
      data-tone={delivered ? 'good' : 'bad'}
      data-testid="subscriber-answer"
      role="status"
    >
      <b>{delivered ? 'It works' : 'It did not work'}</b>:{' '}
      {status === null ? 'no answer' : `answered ${status}`} after {duration(durationMs)}
      {error && `. ${error}`}
    </p>
  );
}
