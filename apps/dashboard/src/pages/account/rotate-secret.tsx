import { Radio, Stack } from '@mantine/core';
import type { WebhookSetUp } from '@nightdesk/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '../../parts/confirm.js';
import { Refusal } from '../../parts/refusal.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import classes from './webhook.module.css';
import { overlaps, rotationWords } from './webhook-guide.js';

interface Props {
  accountId: string;
  setUp: WebhookSetUp;
  platform: string;
}

/** Makes the webhook's secret anew; while two are believed it says until when. Not where an app's own secret signs. */
export function RotateSecret({ accountId, setUp, platform }: Props) {
  const cache = useQueryClient();
  const [hours, setHours] = useState(24);
  const rotate = useMutation({
    mutationFn: () => nightdesk.rotateWebhookSecret(accountId, { overlapHours: hours }),
    onSuccess: (changed) => cache.setQueryData(['account', accountId, 'webhook'], changed),
  });
  const { does, question } = rotationWords(setUp.setUp, platform, hours);
  return (
    <>
      {rotate.error && <Refusal title="The secret stays" error={rotate.error} />}
      {setUp.previousSecretUntil && (
        <p className={classes.hint} data-tone="warn" data-testid="webhook-overlap">
          The secret was made anew. The one before is still believed; that ends{' '}
          <When at={setUp.previousSecretUntil} />.
          {setUp.setUp === 'by_hand' && ` Enter the new one at ${platform} until then.`}
        </p>
      )}
      <details className={classes.guide}>
        <summary data-testid="webhook-rotation">Make a new secret</summary>
        <Stack gap="sm" mt="sm">
          <Radio.Group
            label="The old one is believed"
            value={String(hours)}
            onChange={(chosen) => setHours(Number(chosen))}
          >
            <Stack gap="xs" mt={6}>
              {overlaps.map(({ hours: each, label }) => (
                <Radio key={each} value={String(each)} label={label} data-testid={`overlap-${each}`} />
              ))}
            </Stack>
          </Radio.Group>
          <Confirm
            label="Make a new secret"
            does={does}
            question={question}
            act={() => rotate.mutate()}
            busy={rotate.isPending}
            testId="rotate-secret"
          />
        </Stack>
      </details>
    </>
  );
}
