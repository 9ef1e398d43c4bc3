import { Loader } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { WebhookSetUp } from '@nightdesk/sdk';
import { exact } from '../../format/time.js';
import { When } from '../../parts/when.js';
import classes from './webhook.module.css';

/** Waits for the first delivery before one's eyes, and says when it is there. */
export function Arrival({ setUp: { firstDeliveryAt, lastDeliveryAt } }: { setUp: WebhookSetUp }) {
  return (
    <div className={classes.arrival} data-tone={firstDeliveryAt ? 'good' : 'busy'}>
      {firstDeliveryAt ? <IconCircleCheck size={22} aria-hidden /> : <Loader size={20} aria-hidden />}
      {/* Read out when it changes; the ticking time beside it is not. */}
      <span role="status" aria-live="polite">
        {firstDeliveryAt ? (
          <b data-testid="webhook-arrived" title={exact(firstDeliveryAt)}>
            Deliveries arrive
          </b>
        ) : (
          <b data-testid="webhook-waiting">Waiting for the first delivery…</b>
        )}
      </span>
      {firstDeliveryAt && (
        <span className={classes.quiet}>
          first <When at={firstDeliveryAt} />, last <When at={lastDeliveryAt ?? firstDeliveryAt} />
        </span>
      )}
    </div>
  );
}
