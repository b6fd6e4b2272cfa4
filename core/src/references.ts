/**
 * The papers that Engram builds on, with their own lists of authors. Texts that are shown are made from this list, and
 * `tests/architecture/references.test.ts` holds every other citation in the repository to it.
 */
export interface Reference {
  /** In the paper's order. */
  authors: readonly { given: string; family: string }[];
  title: string;
  /** Short name of the conference or journal; null = published on arXiv alone. */
  venue: string | null;
  year: number;
  /** arXiv id, such as `2401.12233`. */
  arxiv: string;
}

/** `Given Family`, comma-separated; the family name is the last word. */
const authors = (names: string): Reference['authors'] =>
  names.split(', ').map((name) => {
    const at = name.lastIndexOf(' ');
    return { given: name.slice(0, at), family: name.slice(at + 1) };
  });

export const references = {
  memorizationScore: {
    authors: authors(
      'Wenhao Wang, Muhammad Ahmad Kaleem, Adam Dziedzic, Michael Backes, Nicolas Papernot, Franziska Boenisch',
    ),
    title: 'Memorization in Self-Supervised Learning Improves Downstream Generalization',
    venue: 'ICLR',
    year: 2024,
    arxiv: '2401.12233',
  },
  localizingMemorization: {
    authors: authors('Wenhao Wang, Adam Dziedzic, Michael Backes, Franziska Boenisch'),
    title: 'Localizing Memorization in SSL Vision Encoders',
    venue: 'NeurIPS',
    year: 2024,
    arxiv: '2409.19069',
  },
  influenceEstimation: {
    authors: authors('Vitaly Feldman, Chiyuan Zhang'),
    title: 'What Neural Networks Memorize and Why: Discovering the Long Tail via Influence Estimation',
    venue: 'NeurIPS',
    year: 2020,
    arxiv: '2008.03703',
  },
  umap: {
    authors: authors('Leland McInnes, John Healy, James Melville'),
    title: 'UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction',
    venue: null,
    year: 2018,
    arxiv: '1802.03426',
  },
  simclr: {
    authors: authors('Ting Chen, Simon Kornblith, Mohammad Norouzi, Geoffrey Hinton'),
    title: 'A Simple Framework for Contrastive Learning of Visual Representations',
    venue: 'ICML',
    year: 2020,
    arxiv: '2002.05709',
  },
  vicreg: {
    authors: authors('Adrien Bardes, Jean Ponce, Yann LeCun'),
    title: 'VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning',
    venue: 'ICLR',
    year: 2022,
    arxiv: '2105.04906',
  },
  moco: {
    authors: authors('Kaiming He, Haoqi Fan, Yuxin Wu, Saining Xie, Ross Girshick'),
    title: 'Momentum Contrast for Unsupervised Visual Representation Learning',
    venue: 'CVPR',
    year: 2020,
    arxiv: '1911.05722',
  },
  mocoV2: {
    authors: authors('Xinlei Chen, Haoqi Fan, Ross Girshick, Kaiming He'),
    title: 'Improved Baselines with Momentum Contrastive Learning',
    venue: null,
    year: 2020,
    arxiv: '2003.04297',
  },
  byol: {
    authors: authors(
      'Jean-Bastien Grill, Florian Strub, Florent Altché, Corentin Tallec, Pierre H. Richemond, Elena Buchatskaya, Carl Doersch, Bernardo Avila Pires, Zhaohan Daniel Guo, Mohammad Gheshlaghi Azar, Bilal Piot, Koray Kavukcuoglu, Rémi Munos, Michal Valko',
    ),
    title: 'Bootstrap Your Own Latent: A New Approach to Self-Supervised Learning',
    venue: 'NeurIPS',
    year: 2020,
    arxiv: '2006.07733',
  },
  simsiam: {
    authors: authors('Xinlei Chen, Kaiming He'),
    title: 'Exploring Simple Siamese Representation Learning',
    venue: 'CVPR',
    year: 2021,
    arxiv: '2011.10566',
  },
  barlowTwins: {
    authors: authors('Jure Zbontar, Li Jing, Ishan Misra, Yann LeCun, Stéphane Deny'),
    title: 'Barlow Twins: Self-Supervised Learning via Redundancy Reduction',
    venue: 'ICML',
    year: 2021,
    arxiv: '2103.03230',
  },
  swav: {
    authors: authors(
      'Mathilde Caron, Ishan Misra, Julien Mairal, Priya Goyal, Piotr Bojanowski, Armand Joulin',
    ),
    title: 'Unsupervised Learning of Visual Features by Contrasting Cluster Assignments',
    venue: 'NeurIPS',
    year: 2020,
    arxiv: '2006.09882',
  },
  dino: {
    authors: authors(
      'Mathilde Caron, Hugo Touvron, Ishan Misra, Hervé Jégou, Julien Mairal, Piotr Bojanowski, Armand Joulin',
    ),
    title: 'Emerging Properties in Self-Supervised Vision Transformers',
    venue: 'ICCV',
    year: 2021,
    arxiv: '2104.14294',
  },
  mae: {
    authors: authors('Kaiming He, Xinlei Chen, Saining Xie, Yanghao Li, Piotr Dollár, Ross Girshick'),
    title: 'Masked Autoencoders Are Scalable Vision Learners',
    venue: 'CVPR',
    year: 2022,
    arxiv: '2111.06377',
  },
  resnet: {
    authors: authors('Kaiming He, Xiangyu Zhang, Shaoqing Ren, Jian Sun'),
    title: 'Deep Residual Learning for Image Recognition',
    venue: 'CVPR',
    year: 2016,
    arxiv: '1512.03385',
  },
  visionTransformer: {
    authors: authors(
      'Alexey Dosovitskiy, Lucas Beyer, Alexander Kolesnikov, Dirk Weissenborn, Xiaohua Zhai, Thomas Unterthiner, Mostafa Dehghani, Matthias Minderer, Georg Heigold, Sylvain Gelly, Jakob Uszkoreit, Neil Houlsby',
    ),
    title: 'An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale',
    venue: 'ICLR',
    year: 2021,
    arxiv: '2010.11929',
  },
  dataEfficientTransformer: {
    authors: authors(
      'Hugo Touvron, Matthieu Cord, Matthijs Douze, Francisco Massa, Alexandre Sablayrolles, Hervé Jégou',
    ),
    title: 'Training Data-Efficient Image Transformers & Distillation Through Attention',
    venue: 'ICML',
    year: 2021,
    arxiv: '2012.12877',
  },
  layerNormalization: {
    authors: authors('Jimmy Lei Ba, Jamie Ryan Kiros, Geoffrey E. Hinton'),
    title: 'Layer Normalization',
    venue: null,
    year: 2016,
    arxiv: '1607.06450',
  },
  contrastiveGeneralization: {
    authors: authors('Weiran Huang, Mingyang Yi, Xuyang Zhao, Zihao Jiang'),
    title: 'Towards the Generalization of Contrastive Self-Supervised Learning',
    venue: 'ICLR',
    year: 2023,
    arxiv: '2111.00743',
  },
  batchNormalization: {
    authors: authors('Sergey Ioffe, Christian Szegedy'),
    title: 'Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift',
    venue: 'ICML',
    year: 2015,
    arxiv: '1502.03167',
  },
  cosineSchedule: {
    authors: authors('Ilya Loshchilov, Frank Hutter'),
    title: 'SGDR: Stochastic Gradient Descent with Warm Restarts',
    venue: 'ICLR',
    year: 2017,
    arxiv: '1608.03983',
  },
  instanceDiscrimination: {
    authors: authors('Zhirong Wu, Yuanjun Xiong, Stella X. Yu, Dahua Lin'),
    title: 'Unsupervised Feature Learning via Non-Parametric Instance Discrimination',
    venue: 'CVPR',
    year: 2018,
    arxiv: '1805.01978',
  },
  dejaVu: {
    authors: authors('Casey Meehan, Florian Bordes, Pascal Vincent, Kamalika Chaudhuri, Chuan Guo'),
    title: 'Do SSL Models Have Déjà Vu? A Case of Unintended Memorization in Self-supervised Learning',
    venue: 'NeurIPS',
    year: 2023,
    arxiv: '2304.13850',
  },
  gradientCoherence: {
    authors: authors('Piotr Zielinski, Shankar Krishnan, Satrajit Chatterjee'),
    title:
      'Weak and Strong Gradient Directions: Explaining Memorization, Generalization, and Hardness of Examples at Scale',
    venue: null,
    year: 2020,
    arxiv: '2003.07422',
  },
  adamw: {
    authors: authors('Ilya Loshchilov, Frank Hutter'),
    title: 'Decoupled Weight Decay Regularization',
    venue: 'ICLR',
    year: 2019,
    arxiv: '1711.05101',
  },
  lars: {
    authors: authors('Yang You, Igor Gitman, Boris Ginsburg'),
    title: 'Large Batch Training of Convolutional Networks',
    venue: null,
    year: 2017,
    arxiv: '1708.03888',
  },
} as const satisfies Record<string, Reference>;

/** `Bardes, Ponce, LeCun: VICReg: …. ICLR 2022, arXiv 2105.04906.` */
export function citationOf({ authors, title, venue, year, arxiv }: Reference): string {
  const names = authors.map(({ family }) => family).join(', ');
  return `${names}: ${title}. ${venue === null ? year : `${venue} ${year}`}, arXiv ${arxiv}.`;
}

/** `Wang et al.`, `Feldman & Zhang`, or a single name: as a text names a paper. */
export function namesOfAuthors({ authors }: Reference): string {
  const [first, second] = authors.map(({ family }) => family);
  if (authors.length > 2) return `${first} et al.`;
  return second === undefined ? first! : `${first} & ${second}`;
}
