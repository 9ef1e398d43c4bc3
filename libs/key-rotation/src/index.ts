export { KeyRotationModule } from './key-rotation.module.js';
export { KeyRotationStore } from './key-rotation.store.js';
export { KeyRotation, type RotationStep, SealedColumnUnknown } from './key-rotation.js';
export { type KeyUsage, KeyUse } from './key-use.js';
export { nameOf, sealedColumns } from './sealed-columns.js';
