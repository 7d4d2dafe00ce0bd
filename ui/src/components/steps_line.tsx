// steps_line.tsx - a state machine as a line of steps with dates; the current one is open.
import type { ReactNode } from 'react';
import './steps_line.css';

export interface Step {
  key: string;
  label: string;
  date?: string;
  state: 'done' | 'now' | 'next';
  tone?: 'amber' | 'jade' | 'cinnabar';
  detail?: ReactNode;
}

export function StepsLine({ steps, label }: { steps: Step[]; label: string }) {
  return (
    <ol className="steps-line" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} className={`${step.state} ${step.tone ?? ''}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <p className="spread">
            <span className="step-label">{step.label}</span>
            {step.date && <span className="faint">{step.date}</span>}
          </p>
          {step.detail && <div className="soft step-detail">{step.detail}</div>}
        </li>
      ))}
    </ol>
  );
}
