import type { WebhookSetUp } from '@nightdesk/sdk';
import { useState } from 'react';
import classes from './webhook.module.css';
import { placed } from './webhook-guide.js';
import { WebhookValue } from './webhook-value.js';

/** What a person does at the platform, with each value where it is needed. Stays open while one watches. */
export function WebhookSteps({ setUp, platform }: { setUp: WebhookSetUp; platform: string }) {
  const [isOpen] = useState(setUp.firstDeliveryAt === null || setUp.previousSecretUntil !== null);
  const { steps, rest } = placed(setUp);
  return (
    <details className={classes.guide} open={isOpen}>
      <summary>How to set it up at {platform}</summary>
      <ol className={classes.steps} data-testid="webhook-steps">
        {steps.map(({ text, values }) => (
          <li key={text}>
            <p>{text}</p>
            {values.map((value) => (
              <WebhookValue key={value.index} value={value} />
            ))}
          </li>
        ))}
      </ol>
      {rest.map((value) => (
        <WebhookValue key={value.index} value={value} />
      ))}
    </details>
  );
}
