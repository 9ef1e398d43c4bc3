import {
  Checkbox,
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Radio,
  type VariantColorsResolver,
} from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e9f6f8',
  '#d3eaee',
  '#a6d5dd',
  '#74bfcb',
  '#4facbb',
  '#3a9fb0',
  '#2b8a9b',
  '#1f7484',
  '#115f6e',
  '#064a57',
];

/** The greys of the dark scheme, from text (0) to page (7). */
const dark: MantineColorsTuple = [
  '#e7e5e0',
  '#c4c6cb',
  '#a3a7ae',
  '#8b9098',
  '#3d4249',
  '#2c3036',
  '#1c1f23',
  '#131518',
  '#0e1012',
  '#090a0c',
];

const onAccent = 'var(--mantine-primary-color-contrast)';

/** Mantine picks the text on the accent by the light scheme's shade; the dark scheme's is lighter and needs dark text. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const onPrimary = input.variant === 'filled' && (input.color ?? 'petrol') === 'petrol';
  return onPrimary ? { ...colors, color: onAccent } : colors;
};

/** One accent, everything else paper and ink. States have their own tones in `tokens.css`. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: { petrol, dark },
  black: '#1d1f22',
  fontFamily:
    '"Inter", ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  headings: { fontWeight: '620' },
  variantColorResolver,
  components: {
    Checkbox: Checkbox.extend({ defaultProps: { iconColor: onAccent } }),
    Radio: Radio.extend({ defaultProps: { iconColor: onAccent } }),
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f5f1',
    '--mantine-color-dimmed': '#565b63',
    '--mantine-color-placeholder': '#6b7078',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#cfccc3',
  },
  dark: {
    '--mantine-color-dimmed': '#a3a7ae',
    '--mantine-color-placeholder': '#8b9098',
    '--mantine-color-error': '#ff9a90',
    '--mantine-color-default-border': '#3d4249',
  },
});
