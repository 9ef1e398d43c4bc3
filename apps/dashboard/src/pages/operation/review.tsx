import type { Decision, Operation } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import { stepName } from '../../format/words.js';
import { Confirm } from '../../parts/confirm.js';
import { Refusal } from '../../parts/refusal.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import { useIsOperator } from '../../session/queries.js';
import { Candidates } from './candidates.js';
import classes from './operation.module.css';
import { decisions } from './operation-words.js';
import { useAct } from './use-operation.js';

interface Props {
  operation: Operation;
  review: NonNullable<Operation['review']>;
}

/** Evidence for who must say what became of an operation, and the three things that may be said. */
export function Review({ operation, review }: Props) {
  const { id, steps } = operation;
  const { positions, since, attempts, seenAt, candidates } = review;
  const act = useAct(id);
  const isOperator = useIsOperator();
  const inDoubt = positions.map((position) => stepName(steps[position]?.kind ?? 'step')).join(', ');
  return (
    <section className={classes.review} aria-labelledby="review" data-testid="review" data-tone="warn">
      <h2 id="review">Nobody but you can tell whether this is on the ticket</h2>
      <p>
        {inDoubt} was sent {counted(attempts, 'time')}, first <When at={since} />, and the helpdesk did not
        say what became of it. {counted(candidates.length, 'thing fits', 'things fit')} (<When at={seenAt} />
        ): same author, same time, same text. Look at the ticket at the helpdesk before you decide.
      </p>
      <Candidates operation={operation} ids={candidates} />
      {act.error && <Refusal title="Nothing was decided" error={act.error} />}
      {isOperator &&
        (Object.keys(decisions) as Decision[]).map((decision) => (
          <Confirm
            key={decision}
            {...decisions[decision]}
            act={() => act.mutate(() => nightdesk.decide(id, decision))}
            busy={act.isPending}
            testId={`decide-${decision}`}
          />
        ))}
    </section>
  );
}
