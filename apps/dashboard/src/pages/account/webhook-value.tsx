import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './webhook.module.css';
import { type GuideValue, isBlock } from './webhook-guide.js';

const HIDDEN = '••••••••••••••••';

/** A value to enter at the platform: copyable at once, a secret seen only when asked for. */
export function WebhookValue({ value: { label, value, isSecret, index } }: { value: GuideValue }) {
  const [shown, setShown] = useState(!isSecret);
  const Eye = shown ? IconEyeOff : IconEye;
  return (
    <div className={classes.value} data-testid={`webhook-value-${index}`}>
      <p className={classes.label}>{label}</p>
      <div className={classes.actions}>
        {isSecret && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Eye size={15} aria-hidden />}
            onClick={() => setShown(!shown)}
            aria-label={`${shown ? 'Hide' : 'Show'} ${label}`}
            data-testid={`webhook-show-${index}`}
          >
            {shown ? 'Hide' : 'Show'}
          </Button>
        )}
        <Copy label={label} value={value} index={index} />
      </div>
      {shown && isBlock(value) ? (
        <pre className={classes.block} tabIndex={0} aria-label={label}>
          <code>{value}</code>
        </pre>
      ) : (
        <code className={classes.plain}>{shown ? value : HIDDEN}</code>
      )}
    </div>
  );
}

function Copy({ label, value, index }: { label: string; value: string; index: number }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          onClick={copy}
          aria-label={copied ? `${label} is copied` : `Copy ${label}`}
          data-testid={`webhook-copy-${index}`}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  );
}
