import { meanOf, type Matrix } from '../directions.ts';

const softmax = (row: readonly number[]): number[] => {
  const total = row.reduce((sum, value) => sum + Math.exp(value), 0);
  return row.map((value) => Math.exp(value) / total);
};

interface Settings {
  studentTemperature: number;
  teacherTemperature: number;
}

/** Algorithm 1 of arXiv 2104.14294 with equation 3 for more views: pair by pair, row by row. */
export function dino(
  students: readonly Matrix[],
  teachers: readonly Matrix[],
  centre: readonly number[],
  { studentTemperature, teacherTemperature }: Settings,
): number {
  const losses: number[] = [];
  for (let i = 0; i < teachers.length; i++)
    for (let j = 0; j < students.length; j++) {
      if (i === j) continue;
      teachers[i]!.forEach((t, n) => {
        const target = softmax(t.map((value, k) => (value - centre[k]!) / teacherTemperature));
        const prediction = softmax(students[j]![n]!.map((value) => value / studentTemperature));
        losses.push(-target.reduce((sum, share, k) => sum + share * Math.log(prediction[k]!), 0));
      });
    }
  return meanOf(losses);
}
