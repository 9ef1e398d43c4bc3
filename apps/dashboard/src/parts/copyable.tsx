import { CopyButton, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copyable.module.css';

interface Props {
  /** What it is, as in `trace id`. */
  name: string;
  value: string;
  /** Long ids are shown by their ends; the whole is copied. */
  short?: boolean;
}

/** A value in fixed width that a click copies. */
export function Copyable({ name, value, short = false }: Props) {
  const text = short && value.length > 16 ? `${value.slice(0, 8)}…${value.slice(-5)}` : value;
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <UnstyledButton
          className={classes.copy}
          onClick={copy}
          title={value}
          // What is seen must be part of the name, or whoever speaks to the page cannot say it.
          aria-label={`Copy ${name} ${text}`}
        >
          <code>{text}</code>
          {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          <span role="status" className={classes.said}>
            {copied ? 'copied' : ''}
          </span>
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
