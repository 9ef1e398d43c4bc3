import type { AccountHealth } from '@nightdesk/sdk';
import { credentialKind } from '../../format/words.js';
import { When } from '../../parts/when.js';
import { Fact, Line } from './fact.js';
import classes from './fact.module.css';

export function Credential({ credential }: Pick<AccountHealth, 'credential'>) {
  return (
    <Fact name="Credential">
      {credential ? (
        <>
          <Line name="Kind">{credentialKind(credential.kind)}</Line>
          <Line name="Refresh">{credential.refreshAt ? <When at={credential.refreshAt} /> : 'none'}</Line>
          <Line name="Expiry">{credential.expiresAt ? <When at={credential.expiresAt} /> : 'never'}</Line>
        </>
      ) : (
        <p className={classes.none}>None stored</p>
      )}
    </Fact>
  );
}
