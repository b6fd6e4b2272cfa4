/** What each engine can be asked for; in a process of its own, since a native library may end the process that loads it. */
import { createRequire } from 'node:module';
import type { EngineName } from '@engram/core';
import { found, processor, type EngineSurvey, type Finding } from './engine-survey.ts';
import { surveyCuda, surveyProcessor, surveyWebGpu } from './onnxruntime-survey.ts';
import { surveyTensorflow } from './tensorflow-survey.ts';

async function surveyJavaScript(): Promise<Finding> {
  const { version } = createRequire(import.meta.url)('@tensorflow/tfjs/package.json') as { version: string };
  return found(processor, version, 'part of TensorFlow.js, always there');
}

const surveys: Readonly<Record<EngineName, () => Promise<Finding>>> = {
  tensorflow: surveyTensorflow,
  'onnxruntime:cuda': surveyCuda,
  'onnxruntime:webgpu': surveyWebGpu,
  onnxruntime: surveyProcessor,
  cpu: surveyJavaScript,
};

export const surveyHere = async (name: EngineName): Promise<EngineSurvey> => ({
  name,
  ...(await surveys[name]()),
});
