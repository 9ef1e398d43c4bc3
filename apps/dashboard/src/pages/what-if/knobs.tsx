import { Button, NumberInput, Slider } from '@mantine/core';
import type { WhatIfQuestion, WhatIfRules } from '@nightdesk/sdk';
import { useState } from 'react';
import { count } from '../../format/number.js';
import type { Field } from './question.js';
import classes from './what-if.module.css';

interface Props {
  question: WhatIfQuestion;
  /** How things are; null while that is not known, and then nothing can be turned. */
  asIs: WhatIfRules | null;
  ask: (question: WhatIfQuestion) => void;
}

interface Bounds {
  label: string;
  unit: string;
  min: number;
  max: number;
  step: number;
  /** How far the slider goes; the field takes more. */
  most: number;
}

/** What can be turned: a slider for the hand, and a field for the exact number. */
export function Knobs({ question, asIs, ask }: Props) {
  const limit = asIs?.limit ?? 200;
  const knobs: [Exclude<Field, 'writesPerHour'>, Bounds][] = [
    ['ceiling', { label: 'Ceiling', unit: '%', min: 5, max: 100, step: 1, most: 100 }],
    ['sweepEvery', { label: 'A sweep every', unit: 's', min: 10, max: 86_400, step: 10, most: 900 }],
    ['foreign', { label: 'Calls of others', unit: 'a minute', min: 0, max: 1_000_000, step: 1, most: limit }],
    [
      'limit',
      { label: 'Limit of the platform', unit: 'calls', min: 1, max: 1_000_000, step: 1, most: 3 * limit },
    ],
    ['writeFactor', { label: 'Writes', unit: 'times as many', min: 0.1, max: 20, step: 0.1, most: 10 }],
  ];
  const turned = Object.keys(question).some((name) => name !== 'period');
  return (
    <div className={classes.knobs}>
      {knobs.map(([field, bounds]) => {
        const now = asIs?.[field] ?? null;
        if (now === null) return null; // nor is there a sweep to turn where nothing is swept
        return (
          <Knob
            key={field}
            field={field}
            bounds={bounds}
            now={now}
            value={question[field]}
            set={(value) => ask({ ...question, [field]: value })}
          />
        );
      })}
      <MadeUp value={question.writesPerHour} set={(writesPerHour) => ask({ ...question, writesPerHour })} />
      <Button
        variant="subtle"
        disabled={!turned}
        onClick={() => ask(question.period ? { period: question.period } : {})}
        data-testid="what-if-reset"
      >
        Everything as it is
      </Button>
    </div>
  );
}

interface KnobProps {
  field: Field;
  bounds: Bounds;
  /** As it is. */
  now: number;
  value: number | undefined;
  set: (value: number | undefined) => void;
}

function Knob({ field, bounds: { label, unit, min, max, step, most }, now, value, set }: KnobProps) {
  /** While it is typed or dragged; null: as the address says. */
  const [held, setHeld] = useState<number | string | null>(null);
  const stands = value ?? now;
  const shown = typeof held === 'number' ? held : stands;
  const isWrong = held !== null && (typeof held !== 'number' || held < min || held > max);
  const take = (wanted: number | string | null) => {
    if (typeof wanted !== 'number' || wanted < min || wanted > max) return; // the field says what fits
    setHeld(null);
    if (wanted !== stands) set(wanted === now ? undefined : wanted);
  };
  return (
    <div className={classes.knob} data-turned={value !== undefined && value !== now}>
      <NumberInput
        label={`${label}, ${unit}`}
        description={`Now ${count(now)}`}
        min={min}
        max={max}
        step={step}
        decimalScale={1}
        clampBehavior="none"
        value={held ?? stands}
        error={isWrong && `Use ${count(min)} to ${count(max)}.`}
        onChange={setHeld}
        onBlur={() => take(held)}
        onKeyDown={(event) => event.key === 'Enter' && take(held)}
        data-testid={`what-if-${field}`}
      />
      <Slider
        thumbLabel={label}
        label={null}
        min={min}
        max={Math.max(most, stands)}
        step={step}
        value={shown}
        onChange={setHeld}
        onChangeEnd={take}
        data-testid={`what-if-${field}-slider`}
      />
    </div>
  );
}

function MadeUp({ value, set }: Pick<KnobProps, 'value' | 'set'>) {
  const [held, setHeld] = useState<number | string | null>(null);
  const take = () => {
    setHeld(null);
    if (held === '' && value !== undefined) set(undefined);
    else if (typeof held === 'number' && held !== value) set(held);
  };
  return (
    <NumberInput
      label="Made-up writes, an hour"
      description="In place of the recorded ones"
      placeholder="as recorded"
      min={1}
      max={20_000}
      value={held ?? value ?? ''}
      onChange={setHeld}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
      data-testid="what-if-writesPerHour"
    />
  );
}
