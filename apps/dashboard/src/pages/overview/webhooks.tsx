import type { AccountHealth } from '@nightdesk/sdk';
import { count } from '../../format/number.js';
import { When } from '../../parts/when.js';
import { Fact, Line } from './fact.js';
import classes from './fact.module.css';

export function Webhooks({ webhook }: Pick<AccountHealth, 'webhook'>) {
  return (
    <Fact name="Webhooks">
      {webhook ? (
        <>
          <Line name="Last">
            {webhook.lastDeliveryAt ? <When at={webhook.lastDeliveryAt} /> : 'none yet'}
          </Line>
          <Line name="In 24 h">{count(webhook.deliveries)}</Line>
          <Line name="Wrong signature" warn={webhook.signatureFailures > 0}>
            {count(webhook.signatureFailures)}
          </Line>
        </>
      ) : (
        <p className={classes.none}>Not set up</p>
      )}
    </Fact>
  );
}
