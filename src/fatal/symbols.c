// SPDX-License-Identifier: MIT
/* symbols.c: names of the executable's own functions, of which dladdr() knows only the exported ones: its symbol table, if it
 * was not stripped. Read when something fatal has happened, so every way in which it may fail is just "no name". */
#include <elf.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fatal.h"

struct image { const uint8_t *bytes; size_t size; };

static struct image map_executable(void) {
  struct image image = {NULL, 0};
  struct stat st;
  const int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return image;
  if (fstat(fd, &st) == 0 && st.st_size > (off_t)sizeof(Elf64_Ehdr)) {
    void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes != MAP_FAILED) image = (struct image){bytes, (size_t)st.st_size};
  }
  close(fd);
  return image;
}

static const void *part(const struct image *image, uint64_t offset, uint64_t size) {
  if (offset > image->size || size > image->size - offset) return NULL;
  return image->bytes + offset;
}

static const Elf64_Shdr *symbol_table(const struct image *image, const Elf64_Shdr **sections) {
  const Elf64_Ehdr *head = part(image, 0, sizeof *head);
  if (head == NULL || memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 || head->e_ident[EI_CLASS] != ELFCLASS64) return NULL;
  *sections = part(image, head->e_shoff, (uint64_t)head->e_shnum * sizeof **sections);
  for (int i = 0; *sections != NULL && i < head->e_shnum; i++) {
    if ((*sections)[i].sh_type == SHT_SYMTAB && (*sections)[i].sh_link < head->e_shnum) return &(*sections)[i];
  }
  return NULL;
}

const char *eddy_symbol_of(uintptr_t address) {
  static struct image image;
  const Elf64_Shdr *sections;
  if (image.bytes == NULL) image = map_executable(); /* stays: the names lie in it */
  if (image.bytes == NULL) return NULL;
  const Elf64_Shdr *table = symbol_table(&image, &sections);
  if (table == NULL) return NULL;
  const Elf64_Shdr *strings = &sections[table->sh_link];
  const Elf64_Sym *symbols = part(&image, table->sh_offset, table->sh_size);
  const char *names = part(&image, strings->sh_offset, strings->sh_size);
  if (symbols == NULL || names == NULL || strings->sh_size == 0 || names[strings->sh_size - 1] != 0) return NULL;
  for (size_t i = 0; i < table->sh_size / sizeof *symbols; i++) {
    const Elf64_Sym *s = &symbols[i];
    if (ELF64_ST_TYPE(s->st_info) != STT_FUNC || address < s->st_value || address - s->st_value >= s->st_size) continue;
    return s->st_name < strings->sh_size ? names + s->st_name : NULL;
  }
  return NULL;
}
