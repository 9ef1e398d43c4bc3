import type { Operation } from '@nightdesk/sdk';
import { Confirm } from '../../parts/confirm.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import { useIsOperator } from '../../session/queries.js';
import classes from './operation.module.css';
import { actsOf } from './operation-words.js';
import { useAct } from './use-operation.js';

/** Cancel or replay, whichever fits. For operators. */
export function Acts({ operation }: { operation: Operation }) {
  const { id } = operation;
  const act = useAct(id);
  const fits = actsOf(operation);
  if (!useIsOperator()) return null;
  return (
    <div className={classes.acts}>
      {act.error && <Refusal title="Nothing was changed" error={act.error} />}
      {fits === 'cancel' && (
        <Confirm
          label="Cancel it"
          does="Nothing more of it is sent; the automation is told."
          question="Cancel this operation? It cannot be taken up again."
          act={() => act.mutate(() => nightdesk.cancel(id))}
          busy={act.isPending}
          testId="operation-cancel"
        />
      )}
      {fits === 'replay' && (
        <Confirm
          label="Replay"
          does="It is tried again with all its attempts; what may have gone out is looked for first."
          question="Replay this operation? What goes through changes the ticket at the helpdesk."
          act={() => act.mutate(() => nightdesk.replay(id))}
          busy={act.isPending}
          testId="operation-replay"
        />
      )}
    </div>
  );
}
