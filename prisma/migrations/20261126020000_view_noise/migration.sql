-- AlterTable
ALTER TABLE "encoder" ADD COLUMN     "view_noise" DOUBLE PRECISION;
