import { Button, Skeleton } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { Account, Capabilities as Matrix } from '@nightdesk/sdk';
import { Failure } from '../../parts/failure.js';
import { Refusal } from '../../parts/refusal.js';
import { Nothing, Section } from '../../parts/section.js';
import { When } from '../../parts/when.js';
import { useIsOperator } from '../../session/queries.js';
import classes from './capability.module.css';
import { CapabilityRow } from './capability-row.js';
import { isChoice, type Required, requiredAfter, summary } from './capability-words.js';
import { useCapabilities } from './use-capabilities.js';

/** What the account may do, how that is known, and what of it the automation needs. */
export function Capabilities({ account }: { account: Account }) {
  const isOperator = useIsOperator();
  const { matrix, probe, required, require, requireError } = useCapabilities(account);
  const again = isOperator && (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconRefresh size={14} aria-hidden />}
      loading={probe.isPending}
      onClick={() => probe.mutate()}
      data-testid="check-again"
    >
      Check again
    </Button>
  );
  return (
    <Section title="What it may do" aside={again}>
      {probe.error && <Refusal title="It could not be checked" error={probe.error} />}
      {requireError && <Refusal title="What is required was not changed" error={requireError} />}
      {matrix.data && (
        <>
          <CheckedAt matrix={matrix.data} checking={probe.isPending} checkedNow={probe.isSuccess} />
          <Findings matrix={matrix.data} required={required} require={isOperator ? require : null} />
        </>
      )}
      {matrix.isPending && <Waiting />}
      {matrix.isLoadingError && (
        <Failure what="The capabilities could not be read" error={matrix.error} again={matrix.refetch} />
      )}
    </Section>
  );
}

interface CheckedProps {
  matrix: Matrix;
  checking: boolean;
  checkedNow: boolean;
}

function CheckedAt({
  matrix: { data, checkedAt, nextCheckAt, problem },
  checking,
  checkedNow,
}: CheckedProps) {
  return (
    <>
      <p className={classes.checked}>
        {/* The outcome is read out, the ticking times are not. */}
        <span role="status">
          {checking && 'Checking now…'}
          {!checking && checkedNow && `Checked: ${summary(data)}.`}
        </span>{' '}
        {checkedAt ? (
          <>
            Last check <When at={checkedAt} />
          </>
        ) : (
          'Not checked yet'
        )}
        {nextCheckAt && (
          <>
            , next <When at={nextCheckAt} />
          </>
        )}
      </p>
      {problem && (
        <p className={classes.problem} data-tone="warn" role="alert">
          The last check could not be made: {problem}
        </p>
      )}
    </>
  );
}

interface FindingsProps {
  matrix: Matrix;
  required: readonly Required[];
  /** Null for those who only look. */
  require: ((after: Required[]) => void) | null;
}

function Findings({ matrix: { data }, required, require }: FindingsProps) {
  if (data.length === 0) return <Nothing>The first check has not ended yet.</Nothing>;
  return (
    <ul className={classes.list}>
      {data.map((finding) => {
        const { capability } = finding;
        if (!isChoice(capability)) return <CapabilityRow key={capability} finding={finding} />;
        const isRequired = required.includes(capability);
        const after = requiredAfter(required, capability, !isRequired);
        return (
          <CapabilityRow
            key={capability}
            finding={{ ...finding, required: isRequired }}
            choice={
              require && {
                isLast: after === null,
                turn: () => after && require(after),
              }
            }
          />
        );
      })}
    </ul>
  );
}

function Waiting() {
  return <Skeleton height={330} role="status" aria-busy="true" aria-label="Loading what it may do" />;
}
