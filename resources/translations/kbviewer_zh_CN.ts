<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Shipped Knowledge Base</source>
        <translation>自带知识库(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Clear Recent</source>
        <translation>清除最近记录(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Rescan Folder</source>
        <translation>重新扫描文件夹(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;top Indexing</source>
        <translation>停止建立索引(&amp;T)</translation>
    </message>
    <message>
        <source>Files with &amp;Problems…</source>
        <translation>有问题的文件(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy with &amp;Source</source>
        <translation>连同出处复制(&amp;S)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>查找下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>查找上一个(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Topics</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Outline</source>
        <translation>大纲(&amp;O)</translation>
    </message>
    <message>
        <source>Back&amp;links</source>
        <translation>反向链接(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Relevance</source>
        <translation>按相关度(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Newest First</source>
        <translation>最新在前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Oldest First</source>
        <translation>最早在前(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Larger Text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller Text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal Size</source>
        <translation>恢复默认大小(&amp;N)</translation>
    </message>
    <message>
        <source>Match S&amp;ystem</source>
        <translation>跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keyboard &amp;&amp; Search Help</source>
        <translation>快捷键与搜索帮助(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About kbviewer</source>
        <translation>关于 kbviewer(&amp;A)</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>1</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12</translation>
    </message>
    <message>
        <source>{year}</source>
        <comment>a date</comment>
        <translation>{year}年</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{year}年{month}月</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{year}年{month}月{day}日</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date} {time}</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>Open &amp;Table</source>
        <translation>打开表格(&amp;T)</translation>
    </message>
    <message>
        <source>Open &amp;Picture</source>
        <translation>打开图片(&amp;P)</translation>
    </message>
    <message>
        <source>This article cannot be opened</source>
        <translation>无法打开这篇文章</translation>
    </message>
    <message>
        <source>Articles that link here</source>
        <translation>链接到本文的文章</translation>
    </message>
    <message>
        <source>Open {host} in another program?</source>
        <translation>要用其他程序打开 {host} 吗？</translation>
    </message>
    <message>
        <source>Go to a heading</source>
        <translation>跳转到标题</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Original Size</source>
        <translation>原始大小(&amp;O)</translation>
    </message>
    <message>
        <source>‹ Previous part</source>
        <translation>‹ 上一部分</translation>
    </message>
    <message>
        <source>Next part ›</source>
        <translation>下一部分 ›</translation>
    </message>
    <message>
        <source>Part {n} of {count}</source>
        <translation>第 {n} 部分，共 {count} 部分</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Copy as CS&amp;V</source>
        <translation>复制为 CSV(&amp;V)</translation>
    </message>
    <message>
        <source>Something went wrong inside kbviewer.</source>
        <translation>kbviewer 内部出错了。</translation>
    </message>
    <message>
        <source>Your files are untouched. You can go on; the details may help.</source>
        <translation>您的文件没有受到影响，可以继续使用。详细信息也许有助于查明原因。</translation>
    </message>
    <message>
        <source>&amp;Articles</source>
        <translation>文章(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Save As…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>articles{suffix}</source>
        <translation>文章{suffix}</translation>
    </message>
    <message>
        <source>both words, in any order, anywhere</source>
        <translation>两个词都有，顺序和位置不限</translation>
    </message>
    <message>
        <source>this exact phrase</source>
        <translation>与引号内的文字完全一致</translation>
    </message>
    <message>
        <source>either of them</source>
        <translation>有其中任意一个</translation>
    </message>
    <message>
        <source>excludes 盲盒 (NOT works too)</source>
        <translation>排除盲盒（也可以用 NOT）</translation>
    </message>
    <message>
        <source>grouped</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>words that begin with merch; the last word you type does, too</source>
        <translation>以 merch 开头的词；正在输入的最后一个词也这样匹配</translation>
    </message>
    <message>
        <source>words that end with these letters, or contain them</source>
        <translation>以这些字母结尾或包含这些字母的词</translation>
    </message>
    <message>
        <source>also e-commerce and live stream; e-commerce also finds ecommerce</source>
        <translation>也会找到 e-commerce 和 live stream，反过来也一样</translation>
    </message>
    <message>
        <source>letters and digits, written together or apart</source>
        <translation>字母和数字，连写或分开写均可</translation>
    </message>
    <message>
        <source>in the title; also source: author: topic: tag: file: lang:</source>
        <translation>标题中有；另有 source: author: topic: tag: file: lang:</translation>
    </message>
    <message>
        <source>the same in Chinese; 早于: 晚于: 日期: for dates</source>
        <translation>同上，用中文写；日期用 早于: 晚于: 日期:</translation>
    </message>
    <message>
        <source>until the day before it; from its first day on</source>
        <translation>截至前一天；从第一天起</translation>
    </message>
    <message>
        <source>a year, 2025H1, Q3, a month or day, or from one to another; 本月, last 7 days</source>
        <translation>年、2025H1、Q3、月、日，或一段时间；也可写“本月”“last 7 days”</translation>
    </message>
    <message>
        <source>a whole day: where it is written, and the articles published on it</source>
        <translation>某一天：正文中写到这一天的文章，以及当天发布的文章</translation>
    </message>
    <message>
        <source>go to the search field, the topics</source>
        <translation>转到搜索框、主题</translation>
    </message>
    <message>
        <source>move through the results while typing</source>
        <translation>输入时在结果中移动</translation>
    </message>
    <message>
        <source>in the list: the first of all results, the last</source>
        <translation>在列表中：第一条结果、最后一条结果</translation>
    </message>
    <message>
        <source>in the list: show more pieces of the same article, hide them</source>
        <translation>在列表中：显示或隐藏同一篇文章的其他片段</translation>
    </message>
    <message>
        <source>open the article</source>
        <translation>打开文章</translation>
    </message>
    <message>
        <source>find the next match, the previous one; on to the next result, or back</source>
        <translation>下一个匹配处、上一个匹配处；会接着跳到下一条或上一条结果</translation>
    </message>
    <message>
        <source>sort by relevance, newest first, oldest first</source>
        <translation>按相关度排序、最新在前、最早在前</translation>
    </message>
    <message>
        <source>from the article or the list to the field; there clear the search, then the topic</source>
        <translation>从文章或列表回到搜索框；在搜索框中先清除搜索，再取消主题</translation>
    </message>
    <message>
        <source>back and forward, as the buttons of a mouse do</source>
        <translation>后退、前进，也可以用鼠标侧键</translation>
    </message>
    <message>
        <source>export the results or the article: a table, references, a list</source>
        <translation>将结果或文章导出为表格、参考文献或列表</translation>
    </message>
    <message>
        <source>copy the selection, or the sentence with the match, with its source</source>
        <translation>连同出处复制所选文字，或匹配处所在的句子</translation>
    </message>
    <message>
        <source>the headings of the article: type to filter them, Enter goes there</source>
        <translation>文章的标题：输入文字筛选，按 Enter 跳转</translation>
    </message>
    <message>
        <source>the articles that link to this one</source>
        <translation>链接到本文的文章</translation>
    </message>
    <message>
        <source>larger, smaller, normal text; or Ctrl and the wheel</source>
        <translation>放大文字、缩小文字、恢复默认大小；也可以按住 Ctrl 滚动滚轮</translation>
    </message>
    <message>
        <source>open another folder; or drop one onto the window</source>
        <translation>打开其他文件夹，也可以把文件夹拖到窗口中</translation>
    </message>
    <message>
        <source>rescan the folder, stop indexing; changes are noticed by themselves</source>
        <translation>重新扫描文件夹、停止建立索引；文件有变化时会自动更新</translation>
    </message>
    <message>
        <source>the list of files with problems</source>
        <translation>有问题的文件列表</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>A line under the field says how your query is read, whenever it is more than words.
An article is also found by its author, its topics, tags and aliases, its keywords, description and file name;
its row then says by which. In the article each term has its own highlight colour.</source>
        <translation>查询不只是普通的词时，搜索框下方会有一行说明，告诉您查询是怎样理解的。
文章也可以按作者、主题、标签、别名、关键词、描述和文件名找到，结果中会说明是按哪一项找到的。
在文章中，每个搜索词各有一种突出显示的颜色。</translation>
    </message>
    <message>
        <source>What can be typed</source>
        <translation>可以输入什么</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Keyboard &amp; Search Help</source>
        <translation>快捷键与搜索帮助</translation>
    </message>
    <message>
        <source>Finds anything in a folder of Markdown excerpts, in Chinese and English, offline.</source>
        <translation>在存放 Markdown 摘录的文件夹中查找任何内容，中英文皆可，无需联网。</translation>
    </message>
    <message>
        <source>Open folder (your files are never changed):</source>
        <translation>当前文件夹（绝不会改动您的文件）：</translation>
    </message>
    <message>
        <source>About kbviewer</source>
        <translation>关于 kbviewer</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>How it was handled</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>&amp;Copy Selected</source>
        <translation>复制所选(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy All</source>
        <translation>全部复制(&amp;C)</translation>
    </message>
    <message>
        <source>Files with problems</source>
        <translation>有问题的文件</translation>
    </message>
    <message>
        <source>The chosen problem</source>
        <translation>选中的问题</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>{what}; {instead}</source>
        <translation>{what}；{instead}</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Choose another place.</source>
        <translation>无法写入 {file}：{reason}。请另选一个位置。</translation>
    </message>
    <message>
        <source>Drop to open “{name}”</source>
        <translation>松开以打开“{name}”</translation>
    </message>
    <message>
        <source>The current library stays open.</source>
        <translation>当前的知识库仍然打开着。</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be listed: {reason}.</source>
        <translation>无法列出文件夹 {folder} 的内容：{reason}。</translation>
    </message>
    <message>
        <source>{folder}  (not found)</source>
        <translation>{folder}（找不到）</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>All words, in any order · “exact phrase” · OR · -without · word* *word *part*
title: source: author: topic: tag: file: lang:
before: after: published: 2025H1, Q3, 2025-07..2025-08, 本月, last 7 days</source>
        <translation>所有的词，顺序不限 · “原文短语” · OR · -排除 · word* *word *part*
标题: 来源: 作者: 主题: 标签: 文件: 语言:
早于: 晚于: 日期: 2025H1、Q3、2025-07..2025-08、本月、last 7 days</translation>
    </message>
    <message>
        <source>Search titles, texts, sources, tags and file names</source>
        <translation>搜索标题、正文、来源、标签和文件名</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear the search (Esc)</source>
        <translation>清除搜索 (Esc)</translation>
    </message>
    <message>
        <source>The shipped knowledge base is open instead.</source>
        <translation>已改为打开自带的知识库。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Files indexed</source>
        <translation>已建立索引的文件</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>… and {n} more</source>
        <translation>…… 另有 {n} 项</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Type a word, a name or a figure: results appear as you type.
↑ ↓ move through the results, Enter opens the article,
F3 finds the next match, Esc clears the search. F1 shows more.</source>
        <translation>输入词语、人名或数字，边输入边显示结果。
↑ ↓ 在结果中移动，Enter 打开文章，
F3 跳到下一个匹配处，Esc 清除搜索，F1 查看更多帮助。</translation>
    </message>
    <message>
        <source>Any folder of Markdown files can be searched: an Obsidian vault,
a Hugo site, plain notes. Press Ctrl+O to open one, or drop it here.
Your files are never changed.</source>
        <translation>任何存放 Markdown 文件的文件夹都可以搜索：Obsidian 仓库、
Hugo 网站、普通笔记。按 Ctrl+O 打开，或把文件夹拖到这里。
绝不会改动您的文件。</translation>
    </message>
    <message>
        <source>Relevance</source>
        <translation>按相关度</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
    </message>
    <message>
        <source>Found by its author</source>
        <translation>按作者找到</translation>
    </message>
    <message>
        <source>Found by its topic</source>
        <translation>按主题找到</translation>
    </message>
    <message>
        <source>Found by its tag</source>
        <translation>按标签找到</translation>
    </message>
    <message>
        <source>Found by its other name</source>
        <translation>按别名找到</translation>
    </message>
    <message>
        <source>Found by its description</source>
        <translation>按描述找到</translation>
    </message>
    <message>
        <source>Found by its keyword</source>
        <translation>按关键词找到</translation>
    </message>
    <message>
        <source>Found by its file name</source>
        <translation>按文件名找到</translation>
    </message>
    <message>
        <source>Found in a link&apos;s address</source>
        <translation>在链接地址中找到</translation>
    </message>
    <message>
        <source>Found in what is not shown</source>
        <translation>在未显示的内容中找到</translation>
    </message>
    <message>
        <source>The folder is rescanned every minute, and whenever you return to this window.</source>
        <translation>每分钟会重新扫描一次文件夹，回到本窗口时也会重新扫描。</translation>
    </message>
    <message>
        <source>The folder is not there any more. This is the article as it was last read.</source>
        <translation>文件夹已不存在。这里显示的是上次读取的文章。</translation>
    </message>
    <message>
        <source>Near this search</source>
        <translation>与此搜索相近的内容</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The open article</source>
        <translation>打开的文章</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copied with its source</source>
        <translation>已连同出处复制</translation>
    </message>
    <message>
        <source>Open an article to quote it</source>
        <translation>请先打开要引用的文章</translation>
    </message>
    <message>
        <source>Select what is to be quoted, or go to a match</source>
        <translation>请选中要引用的文字，或跳到一个匹配处</translation>
    </message>
    <message>
        <source>Show What Comes Nearest</source>
        <translation>显示最接近的内容</translation>
    </message>
    <message>
        <source>Search All Topics</source>
        <translation>在所有主题中搜索</translation>
    </message>
    <message>
        <source>Search All Articles</source>
        <translation>在所有文章中搜索</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV（用于电子表格）</translation>
    </message>
    <message>
        <source>Markdown list</source>
        <translation>Markdown 列表</translation>
    </message>
    <message>
        <source>BibTeX</source>
        <translation>BibTeX</translation>
    </message>
    <message>
        <source>RIS</source>
        <translation>RIS</translation>
    </message>
    <message>
        <source>CSL-JSON</source>
        <translation>CSL-JSON</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>References: GB/T 7714—2025</source>
        <translation>参考文献：GB/T 7714—2025</translation>
    </message>
    <message>
        <source>References: APA 7</source>
        <translation>参考文献：APA 第 7 版</translation>
    </message>
    <message>
        <source>References: Chicago</source>
        <translation>参考文献：芝加哥格式</translation>
    </message>
    <message>
        <source>{n} article</source>
        <translation>{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles</source>
        <translation>{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>找到 {n} 篇</translation>
    </message>
    <message>
        <source>Searched in {time} ms</source>
        <translation>搜索用时 {time} 毫秒</translation>
    </message>
    <message>
        <source>{n} file with problems</source>
        <translation>{n} 个文件有问题</translation>
    </message>
    <message>
        <source>{n} files with problems</source>
        <translation>{n} 个文件有问题</translation>
    </message>
    <message>
        <source>No problems found.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>{n} file with problems. Everything else is searched as usual.</source>
        <translation>{n} 个文件有问题，其余内容照常搜索。</translation>
    </message>
    <message>
        <source>{n} files with problems. Everything else is searched as usual.</source>
        <translation>{n} 个文件有问题，其余内容照常搜索。</translation>
    </message>
    <message>
        <source>also: {term} (+{n})</source>
        <translation>另含：{term}（+{n}）</translation>
    </message>
    <message>
        <source>Show {n} More</source>
        <translation>再显示 {n} 篇</translation>
    </message>
    <message>
        <source>The first {limit} of the list of {n}</source>
        <translation>列表中的前 {limit} 篇（共 {n} 篇）</translation>
    </message>
    <message>
        <source>The list: {n} article</source>
        <translation>列表：{n} 篇文章</translation>
    </message>
    <message>
        <source>The list: {n} articles</source>
        <translation>列表：{n} 篇文章</translation>
    </message>
    <message>
        <source>{articles}; {n} cannot be read and is left out</source>
        <translation>{articles}；另有 {n} 篇无法读取，未导出</translation>
    </message>
    <message>
        <source>{articles}; {n} cannot be read and are left out</source>
        <translation>{articles}；另有 {n} 篇无法读取，未导出</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Indexing stopped – Continue</source>
        <translation>已停止建立索引 – 继续</translation>
    </message>
    <message>
        <source>Index incomplete: {n} file left – Continue</source>
        <translation>索引不完整：还有 {n} 个文件 – 继续</translation>
    </message>
    <message>
        <source>Index incomplete: {n} files left – Continue</source>
        <translation>索引不完整：还有 {n} 个文件 – 继续</translation>
    </message>
    <message>
        <source>Scanning the folder…</source>
        <translation>正在扫描文件夹…</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>即将完成…</translation>
    </message>
    <message>
        <source>{done} of {total} files</source>
        <translation>{done} / {total} 个文件</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s left</source>
        <translation>剩余 {minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>剩余 {seconds} 秒</translation>
    </message>
    <message>
        <source>{n} article with tags</source>
        <translation>{n} 篇文章有标签</translation>
    </message>
    <message>
        <source>{n} articles with tags</source>
        <translation>{n} 篇文章有标签</translation>
    </message>
    <message>
        <source>{n} article with tags so far</source>
        <translation>目前 {n} 篇文章有标签</translation>
    </message>
    <message>
        <source>{n} articles with tags so far</source>
        <translation>目前 {n} 篇文章有标签</translation>
    </message>
    <message>
        <source>{n} article tagged {topic}</source>
        <translation>标签“{topic}”：{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles tagged {topic}</source>
        <translation>标签“{topic}”：{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} article tagged {topic} so far</source>
        <translation>标签“{topic}”：目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles tagged {topic} so far</source>
        <translation>标签“{topic}”：目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} article in {topic}</source>
        <translation>{topic}：{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles in {topic}</source>
        <translation>{topic}：{n} 篇文章</translation>
    </message>
    <message>
        <source>{n} article in {topic} so far</source>
        <translation>{topic}：目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles in {topic} so far</source>
        <translation>{topic}：目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} article so far</source>
        <translation>目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} articles so far</source>
        <translation>目前 {n} 篇文章</translation>
    </message>
    <message>
        <source>{n} more from this article</source>
        <translation>本文另有 {n} 个片段</translation>
    </message>
    <message>
        <source>{n} more from this article, expanded</source>
        <translation>本文另有 {n} 个片段，已展开</translation>
    </message>
    <message>
        <source>{n} more from this article, collapsed</source>
        <translation>本文另有 {n} 个片段，已折叠</translation>
    </message>
    <message>
        <source>piece {number} of {count}</source>
        <translation>第 {number} 个片段，共 {count} 个</translation>
    </message>
    <message>
        <source>Backlinks</source>
        <translation>反向链接</translation>
    </message>
    <message>
        <source>Backlinks ({n})</source>
        <translation>反向链接（{n}）</translation>
    </message>
    <message>
        <source>No article links to this one</source>
        <translation>没有文章链接到本文</translation>
    </message>
    <message>
        <source>{n} article links to this one</source>
        <translation>{n} 篇文章链接到本文</translation>
    </message>
    <message>
        <source>{n} articles link to this one</source>
        <translation>{n} 篇文章链接到本文</translation>
    </message>
    <message>
        <source>Match {n} of the first {count}</source>
        <translation>前 {count} 处中的第 {n} 处</translation>
    </message>
    <message>
        <source>Match {n} of {count}</source>
        <translation>第 {n} 处，共 {count} 处</translation>
    </message>
    <message>
        <source>No match in this text</source>
        <translation>正文中没有匹配处</translation>
    </message>
    <message>
        <source>Last match of the last result</source>
        <translation>已是最后一条结果的最后一个匹配处</translation>
    </message>
    <message>
        <source>First match of the first result</source>
        <translation>已是第一条结果的第一个匹配处</translation>
    </message>
    <message>
        <source>This article is not in the results; back to its first match</source>
        <translation>本文不在结果中；已回到第一个匹配处</translation>
    </message>
    <message>
        <source>This article is not in the results; back to its last match</source>
        <translation>本文不在结果中；已回到最后一个匹配处</translation>
    </message>
    <message>
        <source>There is no article “{name}” in this folder</source>
        <translation>此文件夹中没有文章“{name}”</translation>
    </message>
    <message>
        <source>Topic: {path}</source>
        <translation>主题：{path}</translation>
    </message>
    <message>
        <source>“{name}” is not an article; only Markdown files can be opened here</source>
        <translation>“{name}”不是文章；这里只能打开 Markdown 文件</translation>
    </message>
    <message>
        <source>There is no heading “{name}” on this page</source>
        <translation>本页没有标题“{name}”</translation>
    </message>
    <message>
        <source>No articles with this tag</source>
        <translation>没有带此标签的文章</translation>
    </message>
    <message>
        <source>No articles in this topic</source>
        <translation>此主题下没有文章</translation>
    </message>
    <message>
        <source>Press Esc in the search field to see all articles.</source>
        <translation>在搜索框中按 Esc 可查看全部文章。</translation>
    </message>
    <message>
        <source>Nothing found for {query} with tags</source>
        <translation>在有标签的文章中没有找到{query}</translation>
    </message>
    <message>
        <source>{n} article matches without tags.</source>
        <translation>没有标签的文章中有 {n} 篇匹配。</translation>
    </message>
    <message>
        <source>{n} articles match without tags.</source>
        <translation>没有标签的文章中有 {n} 篇匹配。</translation>
    </message>
    <message>
        <source>Nothing found for {query} tagged {topic}</source>
        <translation>在标签“{topic}”中没有找到{query}</translation>
    </message>
    <message>
        <source>{n} article matches without this tag.</source>
        <translation>没有此标签的文章中有 {n} 篇匹配。</translation>
    </message>
    <message>
        <source>{n} articles match without this tag.</source>
        <translation>没有此标签的文章中有 {n} 篇匹配。</translation>
    </message>
    <message>
        <source>Nothing found for {query} in {topic}</source>
        <translation>在“{topic}”中没有找到{query}</translation>
    </message>
    <message>
        <source>{n} article matches outside this topic.</source>
        <translation>此主题之外有 {n} 篇文章匹配。</translation>
    </message>
    <message>
        <source>{n} articles match outside this topic.</source>
        <translation>此主题之外有 {n} 篇文章匹配。</translation>
    </message>
    <message>
        <source>Nothing found for {query}</source>
        <translation>没有找到{query}</translation>
    </message>
    <message>
        <source>Try fewer or shorter words, or part of a word. Press Esc to clear the search.</source>
        <translation>请试试更少或更短的词，或词的一部分。按 Esc 清除搜索。</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无内容</translation>
    </message>
    <message>
        <source>Nothing found for {query} yet</source>
        <translation>暂时没有找到{query}</translation>
    </message>
    <message>
        <source>{n} file is not indexed yet.</source>
        <translation>还有 {n} 个文件未建立索引。</translation>
    </message>
    <message>
        <source>{n} files are not indexed yet.</source>
        <translation>还有 {n} 个文件未建立索引。</translation>
    </message>
    <message>
        <source>The folder is not indexed yet.</source>
        <translation>文件夹尚未建立索引。</translation>
    </message>
    <message>
        <source>Results appear as they are found.</source>
        <translation>找到的结果会陆续显示。</translation>
    </message>
    <message>
        <source>Press F5 to continue.</source>
        <translation>按 F5 继续。</translation>
    </message>
    <message>
        <source>{sentence} {next}</source>
        <translation>{sentence}{next}</translation>
    </message>
    <message>
        <source>&quot;{query}&quot;</source>
        <translation>“{query}”</translation>
    </message>
    <message>
        <source>Indexing the folder</source>
        <translation>正在为文件夹建立索引</translation>
    </message>
    <message>
        <source>Articles appear as they are indexed.</source>
        <translation>建立索引后，文章会陆续显示。</translation>
    </message>
    <message>
        <source>This folder holds no Markdown files (.md, .markdown).
Put some in and press F5, or open another folder: Ctrl+O.</source>
        <translation>此文件夹中没有 Markdown 文件（.md、.markdown）。
放入一些文件后按 F5，或按 Ctrl+O 打开其他文件夹。</translation>
    </message>
    <message>
        <source>No articles here</source>
        <translation>没有文章</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Search in {n} article</source>
        <translation>在 {n} 篇文章中搜索</translation>
    </message>
    <message>
        <source>Search in {n} articles</source>
        <translation>在 {n} 篇文章中搜索</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Open Re&amp;cent</source>
        <translation>最近打开(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Sort &amp;By</source>
        <translation>排序方式(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>外观(&amp;A)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>The library cannot be searched</source>
        <translation>无法搜索知识库</translation>
    </message>
    <message>
        <source>The library was not read within {n} minutes. Read it first: kbviewer index.</source>
        <translation>{n} 分钟内未能读完知识库。请先运行 kbviewer index。</translation>
    </message>
    <message>
        <source>no screen answers</source>
        <translation>没有屏幕响应</translation>
    </message>
    <message>
        <source>neither DISPLAY nor WAYLAND_DISPLAY is set</source>
        <translation>DISPLAY 和 WAYLAND_DISPLAY 都没有设置</translation>
    </message>
    <message>
        <source>no window can be opened ({reason}); search in the terminal with “kbviewer search QUERY”, or draw the window with “kbviewer --picture FILE.png”.</source>
        <translation>无法打开窗口（{reason}）；可以用“kbviewer search QUERY”在终端中搜索，或用“kbviewer --picture FILE.png”把窗口画成图片。</translation>
    </message>
    <message>
        <source>Qt lacks a library of the system, on Debian and Ubuntu: {command}</source>
        <translation>Qt 缺少系统库，在 Debian 和 Ubuntu 上请运行：{command}</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>图片过大</translation>
    </message>
    <message>
        <source>one picture too many</source>
        <translation>图片过多</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>找不到文件</translation>
    </message>
    <message>
        <source>in a format that is not shown</source>
        <translation>不支持的格式</translation>
    </message>
    <message>
        <source>its name must end in .png, or in one of: {endings}</source>
        <translation>文件名必须以 .png 或下列扩展名之一结尾：{endings}</translation>
    </message>
    <message>
        <source>it would lie in the library, which is never written; name another</source>
        <translation>该位置在知识库中，而知识库绝不会被写入；请换一个文件名</translation>
    </message>
    <message>
        <source>what has this name is no plain file; name another</source>
        <translation>同名的不是普通文件；请换一个文件名</translation>
    </message>
    <message>
        <source>the file that is there is write-protected; name another</source>
        <translation>已有的文件被写保护；请换一个文件名</translation>
    </message>
    <message>
        <source>the file that is there is no picture; name another</source>
        <translation>已有的文件不是图片；请换一个文件名</translation>
    </message>
    <message>
        <source>there is no folder {folder}</source>
        <translation>没有文件夹 {folder}</translation>
    </message>
    <message>
        <source>Qt cannot write it in this format; name a file that ends in .png</source>
        <translation>Qt 无法写入这种格式；请使用以 .png 结尾的文件名</translation>
    </message>
    <message>
        <source>The picture {file} cannot be saved: {reason}.</source>
        <translation>无法保存图片 {file}：{reason}。</translation>
    </message>
</context>
</TS>
