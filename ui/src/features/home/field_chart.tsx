// field_chart.tsx - needs and offers by technology field. Comes late: the chart library is larger than the page.
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useCodeNames } from '../../components/codes';

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

interface Words {
  need: string;
  offer: string;
  name: (field: string) => string;
}

function optionOf(counts: Schemas['FieldCount'][], words: Words, width: number) {
  const names = width < 480 ? { width: 112, fontSize: 11, lineHeight: 12 } : { width: 176, fontSize: 12, lineHeight: 14 };
  const text = { color: colour('--text-soft'), fontFamily: colour('--sans'), fontSize: 12 };
  const rows = [...counts].reverse(); // the axis begins at the bottom
  const series = (label: string, values: number[], fill: string) => ({
    name: label,
    type: 'bar' as const,
    data: values,
    barWidth: 7,
    barGap: '20%',
    itemStyle: { color: fill, borderRadius: [0, 2, 2, 0] },
  });
  return {
    animation: false,
    grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
    legend: { top: 0, right: 16, textStyle: text, itemWidth: 12, itemHeight: 8 },
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const },
      backgroundColor: colour('--panel'),
      borderColor: colour('--line'),
      textStyle: { ...text, color: colour('--text') },
    },
    xAxis: {
      type: 'value' as const,
      minInterval: 1,
      axisLabel: text,
      splitLine: { lineStyle: { color: colour('--line') } },
    },
    yAxis: {
      type: 'category' as const,
      data: rows.map(({ field }) => words.name(field)),
      axisLabel: { ...text, ...names, overflow: 'break' as const },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour('--line-strong') } },
    },
    series: [
      series(words.offer, rows.map(({ offers }) => offers), colour('--river')),
      series(words.need, rows.map(({ needs }) => needs), colour('--jade')),
    ],
  };
}

export default function FieldChart({ counts }: { counts: Schemas['FieldCount'][] }) {
  const { t } = useTranslation();
  const name = useCodeNames('tech_fields');
  const place = useRef<HTMLDivElement>(null);
  const words = { need: t('kind.need'), offer: t('kind.offer'), name: (field: string) => name('tech_fields', field) };
  const key = JSON.stringify([counts, words.need, counts.map(({ field }) => words.name(field))]);
  useEffect(() => {
    if (!place.current) return;
    const chart = echarts.init(place.current, undefined, { renderer: 'svg' });
    const draw = () => chart.setOption(optionOf(counts, words, chart.getWidth()));
    draw();
    const darkness = window.matchMedia('(prefers-color-scheme: dark)');
    darkness.addEventListener('change', draw);
    const observer = new ResizeObserver(() => {
      chart.resize();
      draw();
    });
    observer.observe(place.current);
    return () => {
      darkness.removeEventListener('change', draw);
      observer.disconnect();
      chart.dispose();
    };
  }, [key]);
  // The table beside it holds the same figures for readers who cannot see the chart.
  return <div ref={place} className="chart" aria-hidden="true" />;
}
