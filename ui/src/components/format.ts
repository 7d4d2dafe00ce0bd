// format.ts - how figures, money and days are written, everywhere alike.
import type { Schemas } from '../api/client';

export type MoneyRange = Schemas['MoneyRange'];

const wan_minor = 1_000_000; // 万元 = 10,000 yuan of 100 fen

/** 1234567.5 -> "1,234,567.5"; at most two places, no empty ones. */
export function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** "180 – 320 万元" for Chinese readers; "CNY 1,800,000 – 3,200,000" for others and for other currencies. */
export function money({ low_minor, high_minor, currency }: MoneyRange, language: string): string {
  const inWan = currency === 'CNY' && language === 'zh';
  const ends = [...new Set([low_minor, high_minor])].map((minor) => number(minor / (inWan ? wan_minor : 100)));
  return inWan ? `${ends.join(' – ')} 万元` : `${currency} ${ends.join(' – ')}`;
}

/** An instant as the day it falls on in Shanghai: 2026-11-24. */
export function day(instant: string | undefined): string {
  if (!instant) return '';
  if (/^\d{4}-\d{2}-\d{2}$/.test(instant)) return instant;
  return new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
}

/** 2026-11-24 11:27:55, in Shanghai. */
export function moment(instant: string | undefined): string {
  return instant ? new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }) : '';
}

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${number(Math.round(size / 102.4) / 10)} kB`;
  return `${number(Math.round(size / 104857.6) / 10)} MB`;
}

const relation_signs: Record<Schemas['FigureRelation'], string> = {
  ge: '≥',
  le: '≤',
  gt: '>',
  lt: '<',
  eq: '=',
  between: '',
};

/** "≥ 210 ℃", "0.3 – 0.5 mm". */
export function figureValue(figure: Schemas['Figure']): string {
  const unit = figure.unit ? ` ${figure.unit}` : '';
  if (figure.relation === 'between') return `${figure.value} – ${figure.value_high ?? ''}${unit}`;
  return `${relation_signs[figure.relation]} ${figure.value}${unit}`;
}

/** Whole days from today (Shanghai) until a date; negative when it has passed. */
export function daysUntil(date: string): number {
  const today = day(new Date().toISOString());
  return Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000);
}
