import { expect, it } from 'vitest';
import { languageOf } from '../src/features/compose/text_language';

it.each([
  ['储能电站用磷酸铁锂电芯热失控后向相邻电芯蔓延，希望得到隔热材料', 'zh'],
  ['用 Micro-LED 与 MicroLED driver IC 做的 HUD display 模组，光学串扰 crosstalk 偏高，需要新的黑矩阵结构', 'zh'],
  ['Prismatic cells swell unevenly under cyclic load and crack the busbar weld; a compliant joint is wanted.', 'en'],
  ['A bath of 电镀 chemistry that deposits dull copper, a levelling additive for the whole panel is wanted', 'en'],
  ['短', undefined],
  ['', undefined],
])('%s', (text, language) => expect(languageOf(text)).toBe(language));
