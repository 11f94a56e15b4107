// SPDX-License-Identifier: MIT
// Uploads each chosen file with PUT and shows its progress.
const list = document.getElementById('list');

function upload(file) {
  const item = document.createElement('li');
  const bar = document.createElement('progress');
  const text = document.createElement('span');
  bar.max = file.size;
  bar.value = 0;
  item.append(`${file.name} `, bar, text);
  list.append(item);
  const request = new XMLHttpRequest();
  request.open('PUT', `/upload/${encodeURIComponent(file.name)}`);
  request.upload.onprogress = ({ loaded }) => {
    bar.value = loaded;
    text.textContent = `${Math.round((100 * loaded) / (file.size || 1))} %`;
  };
  request.onload = () => {
    const answer = JSON.parse(request.responseText);
    text.textContent = request.status === 201 ? `${answer.size} bytes stored` : answer.error;
  };
  request.onerror = () => { text.textContent = 'the connection broke'; };
  request.send(file);
}

document.getElementById('form').addEventListener('submit', (event) => {
  event.preventDefault();
  for (const file of document.getElementById('file').files) upload(file);
});
