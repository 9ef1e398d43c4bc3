import type { CapabilityFinding } from '@nightdesk/sdk';
import { Copyable } from '../../parts/copyable.js';
import { When } from '../../parts/when.js';
import classes from './capability.module.css';
import { capabilityName } from './capability-words.js';

/** The call that a finding rests on. */
export function Evidence({ finding: { capability, evidence, checkedAt } }: { finding: CapabilityFinding }) {
  const { call, status, requestId, says } = evidence;
  return (
    <details className={classes.evidence}>
      <summary aria-label={`How it is known: ${capabilityName(capability)}`}>How it is known</summary>
      <p>{says}</p>
      <dl>
        <div>
          <dt>Call</dt>
          <dd>
            <code>{call}</code>
          </dd>
        </div>
        <div>
          <dt>Answer</dt>
          <dd>{status ?? 'none'}</dd>
        </div>
        <div>
          <dt>Request id</dt>
          <dd>{requestId ? <Copyable name="request id" value={requestId} /> : 'none given'}</dd>
        </div>
        <div>
          <dt>Checked</dt>
          <dd>
            <When at={checkedAt} />
          </dd>
        </div>
      </dl>
    </details>
  );
}
