import { type EnumType, isCustomScalarType, isEnumType, type ScalarType } from '@apollo/federation-internals';
import { MISFIT } from './misfit.ts';

/** Gives back a leaf value that may stand at its place. @throws MISFIT */
export type ShapeLeaf = (value: unknown) => unknown;

/** Beyond this JavaScript writes whole numbers with an exponent, which is not how `Int` and `ID` are written. */
const FIRST_WITH_EXPONENT = 1e21;

const shapeInt: ShapeLeaf = (value) => {
  if (isPlainInteger(value)) return value;
  throw MISFIT;
};

const shapeFloat: ShapeLeaf = (value) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw MISFIT;
};

const shapeString: ShapeLeaf = (value) => {
  if (typeof value === 'string') return value;
  throw MISFIT;
};

const shapeBoolean: ShapeLeaf = (value) => {
  if (typeof value === 'boolean') return value;
  throw MISFIT;
};

const shapeId: ShapeLeaf = (value) => {
  if (typeof value === 'string' || isPlainInteger(value)) return value;
  throw MISFIT;
};

const builtIn: Readonly<Record<string, ShapeLeaf>> = {
  Int: shapeInt,
  Float: shapeFloat,
  String: shapeString,
  Boolean: shapeBoolean,
  ID: shapeId,
};

/** The same values pass as in the stock gateway, and they pass as they are: nothing is converted. */
export function createLeafShape(type: ScalarType | EnumType): ShapeLeaf {
  if (isEnumType(type)) return createEnumShape(type);
  if (isCustomScalarType(type)) return (value) => value;
  return builtIn[type.name] as ShapeLeaf;
}

function createEnumShape(type: EnumType): ShapeLeaf {
  const values = new Set(type.values.map((value) => value.name));
  return (value) => {
    if (values.has(value as string)) return value;
    throw MISFIT;
  };
}

function isPlainInteger(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < FIRST_WITH_EXPONENT;
}
