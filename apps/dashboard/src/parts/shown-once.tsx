import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './shown-once.module.css';

interface Props {
  title: string;
  value: string;
  /** What it is for, and that it is not shown again. */
  children: ReactNode;
  done: () => void;
  testId: string;
}

/** A secret that nobody can look up later: it stays until the person says that it is stored. */
export function ShownOnce({ title, value, children, done, testId }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={classes.once} aria-label={title} data-testid={testId}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <p>{children}</p>
      <div className={classes.value}>
        <code data-testid={`${testId}-value`}>{value}</code>
        <CopyButton value={value} timeout={3_000}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              data-testid={`${testId}-copy`}
            >
              <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
            </Button>
          )}
        </CopyButton>
      </div>
      <Button onClick={done} data-testid={`${testId}-done`}>
        I have stored it
      </Button>
    </section>
  );
}
